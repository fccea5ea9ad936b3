package io.tidemark.spi;

import java.util.Arrays;
import java.util.zip.CRC32C;

/** Bytes that never change, by where they are, how many they are and their CRC-32C. */
public sealed interface BlobRef {

  long length();

  /** The CRC-32C of all {@link #length} bytes. */
  int checksum();

  /**
   * Bytes in a storage: a whole blob, or a part of one in which several were packed.
   *
   * @param name the blob's name, which only the sink that gave it and the matching source
   *     understand
   * @param offset where in the blob the bytes begin
   */
  record Stored(String name, long offset, long length, int checksum) implements BlobRef {
    public Stored {
      if (name.isEmpty() || offset < 0 || length < 0 || offset + length < 0) {
        throw new IllegalArgumentException(
            "No blob: '" + name + "' from " + offset + ", " + length + " bytes");
      }
    }

    @Override
    public String toString() {
      return name + "[" + offset + "+" + length + "]";
    }
  }

  /** Bytes so few that they travel in place of their name. Not to be changed. */
  @SuppressWarnings("ArrayRecordComponent")
  record Inline(byte[] bytes) implements BlobRef {
    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public int checksum() {
      CRC32C crc = new CRC32C();
      crc.update(bytes);
      return (int) crc.getValue();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Inline inline && Arrays.equals(bytes, inline.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "inline[" + bytes.length + "]";
    }
  }
}
