package io.tidemark.testkit;

import io.tidemark.spi.BlobReader;
import java.io.ByteArrayOutputStream;

/** Whole contents at once, as only a test may hold them. */
public final class Bytes {

  private Bytes() {}

  /** Reads to the end. The reader stays open. */
  public static byte[] readAll(BlobReader reader) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 13];
    for (int count; (count = reader.read(buffer, 0, buffer.length)) >= 0; ) {
      all.write(buffer, 0, count);
    }
    return all.toByteArray();
  }
}
