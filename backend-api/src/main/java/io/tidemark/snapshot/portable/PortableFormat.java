package io.tidemark.snapshot.portable;

import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.SnapshotVersionException;

/** The numbers of docs/FORMAT.md. */
final class PortableFormat {

  /** The version that is written, and the newest that is read. */
  static final int VERSION = 1;

  /** {@code TMPB}, at both ends of a blob. */
  static final int MAGIC = 0x544d5042;

  /** Magic, version, flags. */
  static final int HEADER_BYTES = 8;

  /** Index length, index checksum, version, flags, the footer's own checksum, magic. */
  static final int FOOTER_BYTES = 20;

  /** The most bytes of entries in a block. */
  static final int MAX_BLOCK_BYTES = 1 << 30;

  /** LZ4 never makes more than this of one byte. */
  static final int MAX_EXPANSION = 255;

  private PortableFormat() {}

  /** Begins a blob of {@code version}. */
  static void writeHeader(int version, WriteBuffer out) {
    out.writeInt(MAGIC);
    out.writeShort(version);
    out.writeShort(0);
  }

  /** Refuses {@code what} if it is in a version that this release does not know. */
  static void requireKnown(int version, String what) {
    if (version > VERSION) {
      throw new SnapshotVersionException(
          what
              + " is in version "
              + version
              + " of the portable format, and this release reads versions up to "
              + VERSION
              + ": use a newer release");
    }
  }
}
