package io.tidemark.rocksdb.table;

import io.tidemark.serialization.WriteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Builds what {@link NamedValues} reads. Belongs to one thread. */
final class NamedValuesBuilder {

  private final Map<String, byte[]> values = new TreeMap<>();
  private final WriteBuffer value = new WriteBuffer(32);

  void number(String name, long number) {
    value.writeVarLong(number);
    add(name);
  }

  /** Adds a number that always takes four bytes. */
  void fixedInt(String name, int number) {
    value.writeInt(Integer.reverseBytes(number));
    add(name);
  }

  /** Adds a number that always takes eight bytes. */
  void fixedLong(String name, long number) {
    value.writeLong(Long.reverseBytes(number));
    add(name);
  }

  void text(String name, String text) {
    value.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    add(name);
  }

  void place(String name, BlockAppender.Place place) {
    place.writeTo(value);
    add(name);
  }

  /** Makes the block. */
  WriteBuffer build() {
    EntryBlockBuilder block = new EntryBlockBuilder(1 << 10);
    WriteBuffer out = block.bytes();
    values.forEach(
        (name, bytes) -> {
          block.place();
          out.writeVarInt(0);
          out.writeVarInt(name.length());
          out.writeVarInt(bytes.length);
          out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
          out.writeBytes(bytes);
        });
    return block.end();
  }

  private void add(String name) {
    values.put(name, value.toByteArray());
    value.clear();
  }
}
