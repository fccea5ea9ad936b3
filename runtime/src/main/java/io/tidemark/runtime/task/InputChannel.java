package io.tidemark.runtime.task;

import io.tidemark.runtime.graph.JobEdge;

/**
 * What a channel of a gate is.
 *
 * @param edge the position of its edge among the inputs of the task's first operator
 * @param definition the edge
 * @param from the index of the subtask that sends into it
 */
record InputChannel(int edge, JobEdge definition, int from) {}
