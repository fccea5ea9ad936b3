package io.tidemark.snapshot.operator;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.state.IncompatibleStateException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A state as the bytes that a restore found, until the program asks for it: the elements of a list,
 * or the keys and values of a map in turn, each behind its length.
 */
final class RestoredState implements OpenState {

  private final OperatorStateSchema schema;
  private final String operator;
  private final WriteBuffer bytes = new WriteBuffer(64);
  private long count;
  private long digest;

  RestoredState(OperatorStateSchema schema, String operator) {
    this.schema = schema;
    this.operator = operator;
  }

  @Override
  public OperatorStateSchema schema() {
    return schema;
  }

  void addElement(ReadBuffer from, int length) {
    append(from, length);
    count++;
  }

  void addEntry(ReadBuffer key, ReadBuffer value) {
    append(key, key.remaining());
    append(value, value.remaining());
    count++;
  }

  /** What the copy of a broadcast map was said to be. */
  void digest(long newDigest) {
    digest = newDigest;
  }

  private void append(ReadBuffer from, int length) {
    bytes.writeVarInt(length);
    bytes.writeBytes(from.array(), from.position(), length);
  }

  <T> void readList(OperatorStateSchema wanted, Serializer<T> serializer, Consumer<T> elements) {
    Compatibility.Reader<T> reader = reader(wanted, serializer, schema.value());
    ReadBuffer all = whole();
    ReadBuffer one = new ReadBuffer();
    while (all.hasRemaining()) {
      elements.accept(read(reader, all, one));
    }
  }

  <K, V> void readMap(
      OperatorStateSchema wanted,
      Serializer<K> keys,
      Serializer<V> values,
      BiConsumer<K, V> entries) {
    TypeDescription keyType = schema.key();
    if (keyType == null) {
      throw incompatible(wanted, "one is a list");
    }
    Compatibility.Reader<K> keyReader = reader(wanted, keys, keyType);
    Compatibility.Reader<V> valueReader = reader(wanted, values, schema.value());
    ReadBuffer all = whole();
    ReadBuffer one = new ReadBuffer();
    while (all.hasRemaining()) {
      K key = read(keyReader, all, one);
      entries.accept(key, read(valueReader, all, one));
    }
  }

  private <T> Compatibility.Reader<T> reader(
      OperatorStateSchema wanted, Serializer<T> serializer, TypeDescription written) {
    if (schema.mode() != wanted.mode()) {
      throw incompatible(wanted, "it is dealt out in another way");
    }
    Compatibility<T> compatibility = serializer.resolve(written);
    if (compatibility instanceof Compatibility.Migrate<T> migrate) {
      return migrate.reader();
    }
    if (compatibility instanceof Compatibility.Incompatible<T> incompatible) {
      throw incompatible(wanted, incompatible.reason());
    }
    return serializer;
  }

  private IncompatibleStateException incompatible(OperatorStateSchema wanted, String reason) {
    return new IncompatibleStateException(
        schema.name(), schema.typeText(), wanted.typeText(), reason);
  }

  private <T> T read(Compatibility.Reader<T> reader, ReadBuffer all, ReadBuffer one) {
    try {
      int length = all.readLength(1);
      one.wrap(all.array(), all.position(), length);
      all.skip(length);
      T value = reader.read(one);
      if (one.hasRemaining()) {
        throw new MalformedBytesException(one.remaining() + " bytes follow the value");
      }
      return value;
    } catch (MalformedBytesException e) {
      throw new SnapshotCorruptException(
          "operator state of '" + operator + "'",
          all.position(),
          "an element of state '" + schema.name() + "' is malformed: " + e.getMessage(),
          e);
    }
  }

  private ReadBuffer whole() {
    return new ReadBuffer(bytes.array(), 0, bytes.position());
  }

  @Override
  public CapturedState capture(boolean withBroadcast) {
    boolean written = withBroadcast || schema.mode() != OperatorStateMode.BROADCAST;
    return new Captured(this, written);
  }

  /** Nothing is added to a restored state any more: it is its own picture. */
  private record Captured(RestoredState state, boolean written) implements CapturedState {

    @Override
    public OperatorStateSnapshot.Part describe() {
      return new OperatorStateSnapshot.Part(state.schema, state.count, written, state.digest);
    }

    @Override
    public void writeTo(EntryWriter out) {
      ReadBuffer all = state.whole();
      if (state.schema.mode() == OperatorStateMode.BROADCAST) {
        while (all.hasRemaining()) {
          out.beginEntry().writeLong(0);
          copy(all, all.readLength(1), out.userKey());
          copy(all, all.readLength(1), out.value());
          out.endEntry();
        }
      } else {
        ElementChunks chunks = new ElementChunks(out);
        while (all.hasRemaining()) {
          int length = all.readLength(1);
          WriteBuffer target = chunks.next();
          target.writeVarInt(length);
          copy(all, length, target);
        }
        chunks.end();
      }
    }

    private static void copy(ReadBuffer from, int length, WriteBuffer target) {
      target.writeBytes(from.array(), from.position(), length);
      from.skip(length);
    }
  }
}
