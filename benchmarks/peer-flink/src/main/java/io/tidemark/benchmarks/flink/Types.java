package io.tidemark.benchmarks.flink;

import io.tidemark.benchmarks.peer.DataType;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;

/** The serializers of the types that are measured. */
final class Types {

  private Types() {}

  @SuppressWarnings("unchecked") // the sealed type says which T it is
  static <T> TypeSerializer<T> of(DataType<T> type) {
    if (type instanceof DataType.OfLong) {
      return (TypeSerializer<T>) LongSerializer.INSTANCE;
    }
    if (type instanceof DataType.OfString) {
      return (TypeSerializer<T>) StringSerializer.INSTANCE;
    }
    return (TypeSerializer<T>) BytePrimitiveArraySerializer.INSTANCE;
  }
}
