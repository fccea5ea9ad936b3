package io.tidemark.rocksdb;

import io.tidemark.rocksdb.tuning.NativeOptions;
import io.tidemark.rocksdb.tuning.NativeTuning;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ConcurrentTaskLimiterImpl;
import org.rocksdb.LRUCache;

/** What a program might set, and something that the backend does not allow. */
public final class LargeBlocksTuning implements NativeTuning {

  static final String NAME = "large-blocks";

  private static volatile @Nullable LRUCache refused;

  /** The bytes in the cache that it last tried to set. */
  static long bytesInItsCache() {
    LRUCache cache = refused;
    return cache == null ? -1 : cache.getUsage();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void tune(NativeOptions options) {
    options.table().setBlockSize(256 << 10);
    LRUCache cache = options.own(new LRUCache(1 << 30));
    options.table().setBlockCache(cache);
    refused = cache;
    options
        .family()
        .setCompactionThreadLimiter(options.own(new ConcurrentTaskLimiterImpl("tests", 1)));
  }
}
