package io.tidemark.runtime.connector;

/**
 * Who writes.
 *
 * @param subtask the index of the subtask
 * @param parallelism of how many
 * @param restoredId the id of the snapshot from which the job was restored; 0 for none
 * @param attempt the name of the attempt, which no other attempt on any job has: twelve hexadecimal
 *     digits. What is written bears it: a process that has lost the job to another one may still
 *     write for a while, and ids of snapshots are given by both
 */
public record SinkContext(int subtask, int parallelism, long restoredId, String attempt) {}
