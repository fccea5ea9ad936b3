package io.tidemark.runtime.task;

/**
 * Opens and restores what a subtask works with, on the subtask's thread. If it throws, nothing is
 * left open.
 */
@FunctionalInterface
interface SubtaskSetup {

  RunningParts open();
}
