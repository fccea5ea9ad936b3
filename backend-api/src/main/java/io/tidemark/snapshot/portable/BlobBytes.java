package io.tidemark.snapshot.portable;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobSource;

/** Reads ranges of one blob whole. */
final class BlobBytes {

  /** Readers may need a buffer of their own for each call, which should not grow large. */
  private static final int READ_BYTES = 256 << 10;

  private final BlobRef blob;
  private final BlobSource source;
  private final BlobPlace place;

  BlobBytes(BlobRef blob, BlobSource source) {
    this.blob = blob;
    this.source = source;
    this.place = BlobPlace.of(blob);
  }

  long length() {
    return blob.length();
  }

  BlobPlace place() {
    return place;
  }

  int checksum() {
    return blob.checksum();
  }

  /** Opens a range, which the caller closes. */
  BlobReader open(long offset, long length) {
    return source.open(blob, offset, length);
  }

  byte[] read(long offset, int length) {
    byte[] bytes = new byte[length];
    try (BlobReader reader = open(offset, length)) {
      readFully(reader, bytes, length, offset);
    }
    return bytes;
  }

  /**
   * Fills the first {@code length} of {@code bytes}.
   *
   * @param offset where in the blob the reader stands
   */
  void readFully(BlobReader reader, byte[] bytes, int length, long offset) {
    int filled = 0;
    while (filled < length) {
      int count = reader.read(bytes, filled, Math.min(READ_BYTES, length - filled));
      if (count < 0) {
        throw place.corrupt(
            offset + filled, "it ends here, and should have " + blob.length() + " bytes");
      }
      filled += count;
    }
  }
}
