package io.tidemark.rocksdb.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Finds the filter in a sorted file of format version 1 to 5, checking nothing. */
final class FilterBlock {

  private static final String NAME = "fullfilter.rocksdb.BuiltinBloomFilter";
  private static final int FOOTER_BYTES = 53;

  private FilterBlock() {}

  /** The contents of the file's full filter block. */
  static byte[] of(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    // The kind of the checksums comes first.
    ByteBuffer metaindex =
        block(bytes, ByteBuffer.wrap(bytes, bytes.length - FOOTER_BYTES + 1, 40));
    int restarts =
        metaindex.order(ByteOrder.LITTLE_ENDIAN).getInt(metaindex.limit() - Integer.BYTES);
    metaindex.limit(metaindex.limit() - (restarts + 1) * Integer.BYTES);
    while (metaindex.hasRemaining()) {
      number(metaindex); // Names share no bytes with the one before.
      byte[] name = new byte[number(metaindex)];
      byte[] handle = new byte[number(metaindex)];
      metaindex.get(name).get(handle);
      if (new String(name, StandardCharsets.UTF_8).equals(NAME)) {
        ByteBuffer block = block(bytes, ByteBuffer.wrap(handle));
        return Arrays.copyOfRange(bytes, block.position(), block.limit());
      }
    }
    throw new AssertionError("No filter in " + file);
  }

  private static ByteBuffer block(byte[] file, ByteBuffer handle) {
    int offset = number(handle);
    return ByteBuffer.wrap(file, offset, number(handle));
  }

  private static int number(ByteBuffer from) {
    int number = 0;
    for (int shift = 0; ; shift += 7) {
      int next = from.get();
      number |= (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
  }
}
