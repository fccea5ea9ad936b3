/**
 * Runs the benchmarks: starts a process for each contender, lets them measure in turns, and pairs
 * what they measured.
 *
 * <p>{@link io.tidemark.benchmarks.driver.Worker} is the main class of a measured process; a driver
 * and a worker talk by lines of text on the worker's standard input and output, as {@link
 * io.tidemark.benchmarks.driver.Protocol} has it.
 *
 * <p>Threads: the driver is single-threaded, and so is a worker's side of the conversation.
 */
@NullMarked
package io.tidemark.benchmarks.driver;

import org.jspecify.annotations.NullMarked;
