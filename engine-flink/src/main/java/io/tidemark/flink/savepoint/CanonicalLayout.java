package io.tidemark.flink.savepoint;

import io.tidemark.flink.type.FlinkTypes;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.CompositeKeySerializationUtils;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one state's entries in canonical savepoints. A key there is the key group, the key,
 * the namespace and a map's user key, one after the other; where the ends of key and namespace
 * could not be told, their lengths follow them. A list's elements have a comma between them. A
 * timer is its time, key and namespace. All parts are as Flink's serializers write them, and so
 * they are in the portable format, which keeps their lengths.
 */
final class CanonicalLayout {

  private static final byte[] NOTHING = new byte[0];
  private static final int DELIMITER = ',';

  private final StateKind kind;
  private final int keyGroupBytes;
  private final TypeSerializer<?> keys;
  private final TypeSerializer<?> namespaces;
  private final boolean hasNamespaces;
  private final @Nullable TypeSerializer<?> elements;
  private final boolean isAmbiguous;
  private final DataOutputSerializer out = new DataOutputSerializer(128);
  private final DataInputDeserializer in = new DataInputDeserializer();

  CanonicalLayout(StateSchema state, TypeSerializer<?> keys, int maxParallelism, FlinkTypes types) {
    this.keys = keys;
    kind = state.kind();
    keyGroupBytes =
        CompositeKeySerializationUtils.computeRequiredBytesInKeyGroupPrefix(maxParallelism);
    hasNamespaces = state.namespace() != TypeDescription.Scalar.UNIT;
    namespaces =
        hasNamespaces ? types.restored(state.namespace()) : VoidNamespaceSerializer.INSTANCE;
    elements = kind == StateKind.LIST ? types.restored(state.value()) : null;
    isAmbiguous =
        kind != StateKind.TIMERS
            && CompositeKeySerializationUtils.isAmbiguousKeyPossible(keys, namespaces);
  }

  byte[] key(SnapshotEntry entry) throws IOException {
    out.clear();
    CompositeKeySerializationUtils.writeKeyGroup(entry.keyGroup(), keyGroupBytes, out);
    if (kind == StateKind.TIMERS) {
      ReadBuffer time = entry.userKey();
      out.write(time.array(), time.position(), time.remaining());
    }
    writePart(entry.key(), isAmbiguous);
    if (hasNamespaces) {
      writePart(entry.namespace(), isAmbiguous);
    } else {
      out.writeByte(0); // what Flink writes for no namespace
      writeLengthIf(isAmbiguous, 1);
    }
    if (kind == StateKind.MAP) {
      writePart(entry.userKey(), false);
    }
    return out.getCopyOfBuffer();
  }

  byte[] value(SnapshotEntry entry) throws IOException {
    if (kind == StateKind.TIMERS) {
      return NOTHING;
    }
    out.clear();
    ReadBuffer value = entry.value();
    if (kind != StateKind.LIST) {
      writePart(value, false);
      return out.getCopyOfBuffer();
    }
    boolean isFirst = true;
    while (value.hasRemaining()) {
      if (!isFirst) {
        out.writeByte(DELIMITER);
      }
      isFirst = false;
      value.readLength(1);
      writePart(value, false);
    }
    return out.getCopyOfBuffer();
  }

  /** Hands an entry to the portable format. */
  void copy(byte[] key, byte[] value, EntryWriter target) throws IOException {
    in.setBuffer(key);
    in.skipBytesToRead(keyGroupBytes);
    long time = kind == StateKind.TIMERS ? in.readLong() ^ Long.MIN_VALUE : 0;
    int begin = in.getPosition();
    keys.deserialize(in);
    append(key, begin, in.getPosition() - begin, target.beginEntry());
    skipLengthIf(isAmbiguous, in.getPosition() - begin);
    begin = in.getPosition();
    namespaces.deserialize(in);
    if (hasNamespaces) {
      append(key, begin, in.getPosition() - begin, target.namespace());
    }
    skipLengthIf(isAmbiguous, in.getPosition() - begin);
    if (kind == StateKind.TIMERS) {
      target.timestamp(time);
    } else {
      if (kind == StateKind.MAP) {
        append(key, in.getPosition(), key.length - in.getPosition(), target.userKey());
      }
      copyValue(value, target.value());
    }
    target.endEntry();
  }

  private void copyValue(byte[] value, WriteBuffer target) throws IOException {
    TypeSerializer<?> elementSerializer = elements;
    if (elementSerializer == null) {
      append(value, 0, value.length, target);
      return;
    }
    in.setBuffer(value);
    while (in.available() > 0) {
      int begin = in.getPosition();
      elementSerializer.deserialize(in);
      int mark = target.beginLengthPrefixed();
      append(value, begin, in.getPosition() - begin, target);
      target.endLengthPrefixed(mark);
      if (in.available() > 0) {
        in.skipBytesToRead(1);
      }
    }
  }

  /** Appends bytes as an opaque value: their length, then these. */
  private static void append(byte[] bytes, int offset, int length, WriteBuffer target) {
    target.writeVarInt(length);
    target.writeBytes(bytes, offset, length);
  }

  private void writePart(ReadBuffer opaque, boolean withLength) throws IOException {
    int length = opaque.readLength(1);
    out.write(opaque.array(), opaque.position(), length);
    opaque.skip(length);
    writeLengthIf(withLength, length);
  }

  private void writeLengthIf(boolean withLength, int length) throws IOException {
    if (withLength) {
      CompositeKeySerializationUtils.writeVariableIntBytes(length, out);
    }
  }

  private void skipLengthIf(boolean withLength, int length) throws IOException {
    if (withLength) {
      CompositeKeySerializationUtils.readVariableIntBytes(in, length);
    }
  }
}
