package io.tidemark.snapshot.repository;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.SnapshotCorruptException;
import java.util.Arrays;

/**
 * The last bytes of a pack (docs/FORMAT-MANIFEST.md): with them all its bytes are checked, also
 * those of blobs that no manifest names any more.
 *
 * @param length the bytes before the trailer
 * @param checksum their CRC-32C
 */
record PackTrailer(long length, int checksum) {

  /** How long it is. */
  static final int BYTES = 16;

  /** The ASCII characters TMPK. */
  private static final int MAGIC = 0x544d504b;

  byte[] toBytes() {
    WriteBuffer out = new WriteBuffer(BYTES);
    out.writeLong(length);
    out.writeInt(checksum);
    out.writeInt(MAGIC);
    return Arrays.copyOf(out.array(), BYTES);
  }

  /**
   * Checks the trailer of the pack {@code name}.
   *
   * @throws SnapshotCorruptException if {@code bytes} are not this trailer
   */
  void require(byte[] bytes, String name) {
    ReadBuffer in = new ReadBuffer(bytes, 0, BYTES);
    long written = in.readLong();
    if (written != length) {
      throw new SnapshotCorruptException(
          name, length, "the pack's trailer says " + written + " bytes, but it stands here");
    }
    int expected = in.readInt();
    if (expected != checksum) {
      throw SnapshotCorruptException.checksum(name, 0, expected, checksum);
    }
    if (in.readInt() != MAGIC) {
      throw new SnapshotCorruptException(
          name, length + BYTES - Integer.BYTES, "a pack ends with the bytes TMPK");
    }
  }
}
