package io.tidemark.runtime.channel;

/**
 * Records that a barrier overtook, and that are therefore part of its checkpoint.
 *
 * @param channel the channel of the gate in which they were
 * @param batch the records themselves, which nobody changes
 */
public record InFlight(int channel, RecordBatch batch) {}
