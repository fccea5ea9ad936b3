package io.tidemark.benchmarks.peer;

/**
 * How a job is run.
 *
 * @param parallelism how many subtasks each operator has
 * @param checkpointMillis the time between two checkpoints, or 0 for none
 * @param aligned whether a subtask waits for the barriers of all its channels, and so has counted
 *     every record exactly once
 */
public record JobSettings(int parallelism, long checkpointMillis, boolean aligned) {}
