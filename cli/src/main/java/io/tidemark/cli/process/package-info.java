/**
 * What commands share with the process they run in: its threads, clock, work folder and class
 * loader, and how it says that a command failed.
 *
 * <p>The entry types are {@link io.tidemark.cli.process.ProcessServices}, {@link
 * io.tidemark.cli.process.ProviderClassLoader} and {@link io.tidemark.cli.process.ErrorReport}. The
 * first two may be used by any thread.
 */
@NullMarked
package io.tidemark.cli.process;

import org.jspecify.annotations.NullMarked;
