package io.tidemark.config;

import java.util.Collection;
import java.util.List;

/**
 * Contributes the options of a module or a job to the {@link ConfigRegistry}, which finds it with
 * {@link java.util.ServiceLoader}.
 *
 * <p>Obligations of an implementation:
 *
 * <ol>
 *   <li>It is public, has a public constructor without parameters, and is named in {@code
 *       META-INF/services/io.tidemark.config.OptionsProvider}.
 *   <li>It gives the same answers whenever it is asked, from any thread, without touching anything
 *       outside itself: no file, no network, no class that may be missing.
 *   <li>It contributes every option that its module reads. Contributing one that another provider
 *       defines in the same way is allowed; defining it differently is an error when the registry
 *       is loaded.
 * </ol>
 */
public interface OptionsProvider {

  /** The options, in any order. */
  Collection<ConfigOption<?>> options();

  /** The prefixes under which any key is allowed, in any order; none unless overridden. */
  default Collection<OpenPrefix> openPrefixes() {
    return List.of();
  }
}
