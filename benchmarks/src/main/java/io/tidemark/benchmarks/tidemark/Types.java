package io.tidemark.benchmarks.tidemark;

import io.tidemark.benchmarks.peer.DataType;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;

/** The serializers of the types that are measured. */
final class Types {

  private Types() {}

  @SuppressWarnings("unchecked") // the sealed type says which T it is
  static <T> Serializer<T> of(DataType<T> type) {
    if (type instanceof DataType.OfLong) {
      return (Serializer<T>) Serializers.LONG;
    }
    if (type instanceof DataType.OfString) {
      return (Serializer<T>) Serializers.STRING;
    }
    return (Serializer<T>) Serializers.BYTES;
  }
}
