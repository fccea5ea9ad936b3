/**
 * The examples as a person runs them, by {@code bin/tidemark}, killed with SIGKILL in the middle
 * and started again until they finish. What they commit is to be, line for line, what a run without
 * failures commits.
 *
 * <p>{@link io.tidemark.crash.CrashTest} is the entry. Servers live in the test's process, which
 * nobody kills.
 */
package io.tidemark.crash;
