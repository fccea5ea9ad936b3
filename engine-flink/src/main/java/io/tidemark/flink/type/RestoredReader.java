package io.tidemark.flink.type;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.ReadBuffer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Reads with the serializer that a snapshot restores, which is made at the first read: its class
 * may be gone, and nobody need read.
 */
final class RestoredReader<T> implements Compatibility.Reader<T> {

  private final TypeSerializerSnapshot<T> snapshot;
  private volatile @Nullable ByThread<T> codecs;

  RestoredReader(TypeSerializerSnapshot<T> snapshot) {
    this.snapshot = snapshot;
  }

  @Override
  public T read(ReadBuffer in) {
    ByThread<T> known = codecs;
    return (known == null ? restore() : known).codec().read(in);
  }

  private synchronized ByThread<T> restore() {
    ByThread<T> known = codecs;
    if (known == null) {
      known = new ByThread<>(snapshot.restoreSerializer());
      codecs = known;
    }
    return known;
  }
}
