package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.SnapshotCorruptException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Checks all bytes of one blob as they pass: the parts that snapshots name by their own checksums,
 * a pack as a whole by its trailer, and that nothing else is there. Belongs to one thread.
 */
final class BlobCheck {

  private final String name;
  private final boolean pack;
  private final List<Part> parts;
  private final Tail tail = new Tail();
  private long position;
  private int firstOpen;

  /**
   * Makes a check.
   *
   * @param name the blob's name in its storage
   * @param named how snapshots name it
   */
  BlobCheck(String name, Collection<BlobRef.Stored> named) {
    this.name = name;
    this.pack = SnapshotLayout.isPack(name);
    this.parts =
        new ArrayList<>(
            named.stream()
                .distinct()
                .sorted(Comparator.comparingLong(BlobRef.Stored::offset))
                .map(Part::new)
                .toList());
  }

  /** The bytes that come next in the blob. */
  void update(byte[] bytes, int offset, int length) {
    while (firstOpen < parts.size() && parts.get(firstOpen).end() <= position) {
      firstOpen++;
    }
    for (int i = firstOpen; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part.blob.offset() >= position + length) {
        break;
      }
      part.update(position, bytes, offset, length);
    }
    if (pack) {
      tail.update(bytes, offset, length);
    }
    position += length;
  }

  /**
   * The blob ended.
   *
   * @throws SnapshotCorruptException if it is not what it should be
   */
  void finish() {
    for (Part part : parts) {
      part.require(name, position);
    }
    long end = parts.stream().mapToLong(Part::end).max().orElse(0);
    if (pack) {
      tail.require(name, position);
    } else if (position > end) {
      throw new SnapshotCorruptException(
          name, end, "it should end here, and has " + position + " bytes");
    }
  }

  private static final class Part {

    private final BlobRef.Stored blob;
    private final CRC32C crc = new CRC32C();

    Part(BlobRef.Stored blob) {
      this.blob = blob;
    }

    long end() {
      return blob.offset() + blob.length();
    }

    void update(long position, byte[] bytes, int offset, int length) {
      int from = (int) Math.max(0, blob.offset() - position);
      int to = (int) Math.min(length, end() - position);
      if (to > from) {
        crc.update(bytes, offset + from, to - from);
      }
    }

    void require(String name, long length) {
      if (length < end()) {
        throw new SnapshotCorruptException(
            name, length, "it ends here, and should have at least " + end() + " bytes");
      }
      if ((int) crc.getValue() != blob.checksum()) {
        throw SnapshotCorruptException.checksum(
            name, blob.offset(), blob.checksum(), (int) crc.getValue());
      }
    }
  }

  /** Keeps the last bytes back, which are the trailer as soon as it is known that they are last. */
  private static final class Tail {

    private final CRC32C crc = new CRC32C();
    private final byte[] last = new byte[PackTrailer.BYTES];
    private int held;

    void update(byte[] bytes, int offset, int length) {
      int fresh = Math.min(length, last.length);
      int surplus = Math.max(0, held + fresh - last.length);
      crc.update(last, 0, surplus);
      System.arraycopy(last, surplus, last, 0, held - surplus);
      held -= surplus;
      if (length > fresh) {
        crc.update(bytes, offset, length - fresh);
      }
      System.arraycopy(bytes, offset + length - fresh, last, held, fresh);
      held += fresh;
    }

    void require(String name, long length) {
      if (held < last.length) {
        throw new SnapshotCorruptException(name, length, "it ends before a pack's trailer could");
      }
      new PackTrailer(length - last.length, (int) crc.getValue()).require(last, name);
    }
  }
}
