/**
 * {@code bin/tidemark}: running jobs, and looking after their snapshots.
 *
 * <p>The entry type is {@link io.tidemark.cli.Main}, which the launcher calls; nothing else is
 * meant to be called from outside. Each command is a class that reads its arguments, asks the
 * modules, and prints; it is used by one thread, and what it lends to an engine may be used by any.
 *
 * <p>Commands stand on {@code arguments}, {@code place} (what a URI names), {@code output} (how
 * things are printed) and {@code process}; those about jobs are in {@code job}, those about
 * snapshots in {@code snapshot}, the demonstration in {@code demo}, and those about the program
 * itself are here.
 */
@NullMarked
package io.tidemark.cli;

import org.jspecify.annotations.NullMarked;
