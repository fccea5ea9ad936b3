/**
 * The demonstration: words are counted, a task breaks on purpose, the job recovers, and every count
 * is checked.
 *
 * <p>The entry type is {@link io.tidemark.cli.demo.DemoCommand}. Used by a command's thread; what
 * breaks the task is used by the engine's.
 */
@NullMarked
package io.tidemark.cli.demo;

import org.jspecify.annotations.NullMarked;
