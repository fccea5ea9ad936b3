package io.tidemark.runtime.task;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;

/**
 * A record that a barrier overtook, as it stands in a snapshot.
 *
 * @param edge the edge on which it was, by its position among the inputs of the task's first
 *     operator
 * @param from the index of the subtask that sent it
 * @param to the index of the subtask that had not processed it yet
 * @param timestamp its event time
 * @param value its bytes, by the serializer of the edge
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record InFlightRecord(int edge, int from, int to, long timestamp, byte[] value) {

  static final Serializer<InFlightRecord> SERIALIZER = Serializers.records(InFlightRecord.class);
}
