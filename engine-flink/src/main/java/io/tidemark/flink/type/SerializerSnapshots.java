package io.tidemark.flink.type;

import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.TypeDescription.OpaqueType;
import io.tidemark.serialization.WriteBuffer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Flink's serializer snapshots as the payload of descriptions. */
final class SerializerSnapshots {

  private SerializerSnapshots() {}

  static OpaqueType describe(String kind, TypeSerializer<?> serializer) {
    return describe(
        kind, serializer.getClass().getSimpleName(), serializer.snapshotConfiguration());
  }

  static OpaqueType describe(String kind, String name, TypeSerializerSnapshot<?> snapshot) {
    WriteBuffer bytes = new WriteBuffer(256);
    BufferOutput out = new BufferOutput();
    out.into(bytes);
    try {
      TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The snapshot of serializer " + name + " cannot be written: " + e.getMessage(), e);
    }
    return OpaqueType.ofBytes(kind, name, bytes.toByteArray());
  }

  static <T> TypeSerializerSnapshot<T> read(OpaqueType written, ClassLoader classLoader) {
    BufferInput in = new BufferInput();
    in.from(new ReadBuffer(written.payloadBytes()));
    try {
      return TypeSerializerSnapshot.readVersionedSnapshot(in, classLoader);
    } catch (IOException e) {
      throw new MalformedBytesException(
          "The snapshot of serializer " + written.name() + " cannot be read: " + e.getMessage(), e);
    }
  }
}
