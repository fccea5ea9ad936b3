package io.tidemark.spi;

import java.util.Set;

/**
 * Makes state backends of one kind. Found by {@link java.util.ServiceLoader} and chosen by name
 * (`state.backend.type`).
 *
 * <p>Obligations: loading and constructing a factory touches no file and no native library, so that
 * listing what is there is cheap; {@link #create} does, and fails with an error that names the
 * remedy.
 */
public interface StateBackendFactory {

  /**
   * The name under which the backend is configured, and which its snapshots carry. Never changes.
   */
  String name();

  /** Other names to which the factory answers. */
  default Set<String> aliases() {
    return Set.of();
  }

  /**
   * Makes a backend. The caller closes it.
   *
   * @throws io.tidemark.config.InvalidConfigurationException for a value that cannot work here
   * @throws StateBackendException if it cannot start on this machine
   */
  StateBackend create(BackendContext context);
}
