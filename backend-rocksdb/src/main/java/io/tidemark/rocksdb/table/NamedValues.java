package io.tidemark.rocksdb.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A block in which a file says something of itself: values under names. */
final class NamedValues {

  private final Map<String, byte[]> values = new HashMap<>();

  NamedValues(byte[] bytes) throws NotReadableException {
    EntryBlock block = new EntryBlock(bytes);
    byte[] name = {};
    NumberReader in = new NumberReader(bytes, 0);
    while (in.position() < block.end) {
      int shared = in.varint();
      int more = in.varint();
      int length = in.varint();
      name = Arrays.copyOf(name, shared + more);
      System.arraycopy(bytes, in.position(), name, shared, more);
      in.skip(more);
      int from = in.position();
      in.skip(length);
      values.put(
          new String(name, StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, from, in.position()));
    }
    if (in.position() != block.end) {
      throw new NotReadableException("A block whose last entry does not end with it");
    }
  }

  Set<String> names() {
    return values.keySet();
  }

  /** Where the value of a name begins. */
  Optional<NumberReader> find(String name) {
    return Optional.ofNullable(values.get(name)).map(value -> new NumberReader(value, 0));
  }

  /** The number under a name, 0 where there is none. */
  long number(String name) throws NotReadableException {
    Optional<NumberReader> value = find(name);
    return value.isPresent() ? value.get().varlong() : 0;
  }

  /** Whether the text under a name is {@code text}. */
  boolean says(String name, String text) {
    return Arrays.equals(values.get(name), text.getBytes(StandardCharsets.UTF_8));
  }
}
