package io.tidemark.rocksdb;

/** Options that go together, for a kind of disk or a size of memory. */
public enum Profile {
  /** A local SSD or a fast network disk. */
  DEFAULT(4 << 10, 10, 2),
  /** A spinning disk: larger reads, larger filters, one compaction at a time. */
  SPINNING_DISK_OPTIMIZED(64 << 10, 14, 1),
  /** A fast local SSD: small reads, more compactions at a time. */
  FLASH_SSD_OPTIMIZED(4 << 10, 10, 4),
  /** Little memory: larger blocks and smaller filters, so that indexes stay small. */
  LOW_MEMORY(16 << 10, 6, 1);

  private final int blockBytes;
  private final int bloomBits;
  private final int threads;

  Profile(int blockBytes, int bloomBits, int threads) {
    this.blockBytes = blockBytes;
    this.bloomBits = bloomBits;
    this.threads = threads;
  }

  int blockBytes() {
    return blockBytes;
  }

  int bloomBits() {
    return bloomBits;
  }

  int threads() {
    return threads;
  }
}
