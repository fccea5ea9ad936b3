/**
 * Typed options, and one registry of all keys.
 *
 * <p>The entry types are {@link io.tidemark.config.Configuration}, the settings of one job or
 * program, and {@link io.tidemark.config.ConfigOption}, the definition of one of them. Modules and
 * jobs declare their options and contribute them through {@link
 * io.tidemark.config.OptionsProvider}; programs load {@link io.tidemark.config.ConfigRegistry} once
 * at their start and let it validate what they were given. Everybody may call this package; it
 * knows nothing of state, backends or storages.
 *
 * <p>Everything here is immutable and may be used from any thread, except the builders, each of
 * which belongs to one thread at a time.
 */
@NullMarked
package io.tidemark.config;

import org.jspecify.annotations.NullMarked;
