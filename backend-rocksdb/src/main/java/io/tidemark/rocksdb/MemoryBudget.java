package io.tidemark.rocksdb;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Divides the memory of a backend: a part for live objects, and the rest for blocks, indexes and
 * filters, half of it for those that RocksDB caches and half for those that stores read themselves.
 * What is not RocksDB's is in equal shares for the stores that are open. Any thread may call it.
 */
final class MemoryBudget {

  private static final long SHARE_AT_LEAST = 256 << 10;

  private static final long BLOCKS_AT_LEAST = 64 << 10;

  /** What is kept all the same: to look for every single object at once would cost more. */
  private static final long CLEAN_AT_LEAST = 64 << 10;

  private final long totalBytes;
  private final long objectBytes;
  private final boolean keepClean;
  private final AtomicInteger stores = new AtomicInteger();
  private volatile long share;
  private volatile long blockShare;

  /**
   * Divides {@code totalBytes}.
   *
   * @param objectRatio the part for live objects
   * @param keepClean whether objects are kept that are not changed
   */
  MemoryBudget(long totalBytes, double objectRatio, boolean keepClean) {
    this.totalBytes = totalBytes;
    this.objectBytes = (long) (totalBytes * objectRatio);
    this.keepClean = keepClean;
    divide(1);
  }

  long totalBytes() {
    return totalBytes;
  }

  /** The bytes for what RocksDB caches. */
  long blockCacheBytes() {
    return totalBytes - objectBytes - ownBlockBytes();
  }

  private long ownBlockBytes() {
    return (totalBytes - objectBytes) / 2;
  }

  /** Begins to count a store. */
  MemoryShare join() {
    divide(stores.incrementAndGet());
    return new Share();
  }

  /** Ends to count a store. */
  void leave() {
    divide(stores.decrementAndGet());
  }

  private void divide(int among) {
    share = Math.max(SHARE_AT_LEAST, objectBytes / Math.max(1, among));
    blockShare = Math.max(BLOCKS_AT_LEAST, ownBlockBytes() / Math.max(1, among));
  }

  private final class Share implements MemoryShare {

    @Override
    public long bytes() {
      return share;
    }

    @Override
    public long blockBytes() {
      return blockShare;
    }

    @Override
    public long cleanBytes(long dirty) {
      return keepClean ? share : Math.min(share, dirty + CLEAN_AT_LEAST);
    }
  }
}
