package io.tidemark.rocksdb;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;

/** Columns of single byte arrays that do not expire. */
final class ByteColumns {

  private ByteColumns() {}

  static ScalarColumn<byte[]> of(String name) {
    return new ScalarColumn<>(
        new StateSchema(
            name,
            StateKind.VALUE,
            NoNamespace.SERIALIZER.description(),
            null,
            Serializers.BYTES.description(),
            false),
        Serializers.BYTES,
        Expiry.NEVER);
  }
}
