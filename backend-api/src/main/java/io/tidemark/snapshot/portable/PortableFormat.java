package io.tidemark.snapshot.portable;

/** The numbers of docs/FORMAT.md. */
final class PortableFormat {

  /** The version that is written. */
  static final int VERSION = 1;

  /** The most bytes of entries in a block. */
  static final int MAX_BLOCK_BYTES = 1 << 30;

  private PortableFormat() {}
}
