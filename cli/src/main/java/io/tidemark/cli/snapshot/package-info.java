/**
 * The commands that look after snapshots: list, verify, show, read, compare, copy, convert,
 * collect. None needs a class of the job that wrote them.
 *
 * <p>The entry types are the commands, which {@code Tidemark} names. Used by a command's thread.
 */
@NullMarked
package io.tidemark.cli.snapshot;

import org.jspecify.annotations.NullMarked;
