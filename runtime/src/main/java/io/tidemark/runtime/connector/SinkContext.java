package io.tidemark.runtime.connector;

/**
 * Who writes.
 *
 * @param subtask the index of the subtask
 * @param parallelism of how many
 * @param restoredId the id of the snapshot from which the job was restored; 0 for none
 */
public record SinkContext(int subtask, int parallelism, long restoredId) {}
