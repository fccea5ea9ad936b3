/**
 * Arguments that many commands take, and how they are checked.
 *
 * <p>The entry type is {@link io.tidemark.cli.arguments.ConfigurationArguments}, which commands mix
 * in. Used by a command's thread.
 */
@NullMarked
package io.tidemark.cli.arguments;

import org.jspecify.annotations.NullMarked;
