package io.tidemark.runtime.connector.memory;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;

/**
 * How far a list of an in-memory source was read.
 *
 * @param list its index
 * @param next the index of the first record that was not read
 */
public record ListPosition(int list, int next) {

  static final Serializer<ListPosition> SERIALIZER = Serializers.records(ListPosition.class);
}
