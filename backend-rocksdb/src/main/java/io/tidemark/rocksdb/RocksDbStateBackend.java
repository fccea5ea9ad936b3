package io.tidemark.rocksdb;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.rocksdb.engine.CloseAll;
import io.tidemark.rocksdb.engine.Engine;
import io.tidemark.rocksdb.engine.EngineSettings;
import io.tidemark.rocksdb.runs.LocalCopies;
import io.tidemark.rocksdb.tuning.NativeTuning;
import io.tidemark.snapshot.CheckpointingOptions;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendException;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreRestore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

/** The stores of one engine instance, with what they share: memory, directories, native options. */
final class RocksDbStateBackend implements StateBackend {

  private final BackendParts parts;
  private final List<WorkDirectory> directories = new ArrayList<>();
  private final LocalCopies copies;
  private final Set<RocksDbKeyedStore<?>> stores = ConcurrentHashMap.newKeySet();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger users = new AtomicInteger(1);
  private final AtomicBoolean closed = new AtomicBoolean();

  RocksDbStateBackend(BackendContext context, long memoryBytes) {
    Configuration configuration = context.configuration();
    MemoryBudget budget =
        new MemoryBudget(
            memoryBytes,
            configuration.get(RocksDbOptions.OBJECT_RATIO),
            configuration.get(RocksDbOptions.OBJECT_CACHE));
    copies =
        new LocalCopies(configuration.get(CheckpointingOptions.LOCAL_BACKUP), context.metrics());
    ParallelWork work =
        new ParallelWork(context.executor(), configuration.get(RocksDbOptions.TRANSFER_THREADS));
    Engine engine = new Engine(settings(configuration, budget.blockCacheBytes()));
    parts = new BackendParts(context, engine, budget, work);
    boolean complete = false;
    try {
      takeDirectories(context);
      complete = true;
    } finally {
      if (!complete) {
        release();
      }
    }
    context.metrics().gauge("rocksdb.memory.used", this::usedBytes);
    context.metrics().gauge("rocksdb.memory.limit", budget::totalBytes);
    exportStatistics();
  }

  @Override
  public String name() {
    return RocksDbStateBackendFactory.NAME;
  }

  @Override
  public <K> KeyedStore<K> open(StoreRequest<K> request, StoreRestore restore) {
    if (closed.get() || !hold()) {
      throw closed();
    }
    int number = opened.incrementAndGet();
    Path parent = directories.get(number % directories.size()).path();
    String operator = shortened(request.operator().replaceAll("[^A-Za-z0-9_-]", "_"));
    Path directory = parent.resolve("store-" + number + "-" + operator + "-" + request.subtask());
    RocksDbKeyedStore<K> store =
        new StoreOpening<K>(
                parts,
                directory,
                copies.forStore(request.operator(), request.subtask(), parent.resolve("copies")),
                this::release)
            .open(request, restore, stores::remove);
    stores.add(store);
    if (closed.get()) {
      closeOnce(store);
      throw closed();
    }
    return store;
  }

  /** The bytes that stores and RocksDB's caches take now. */
  double usedBytes() {
    long own = 0;
    for (RocksDbKeyedStore<?> store : stores) {
      own += store.cachedBytes() + store.blockBytes();
    }
    return own + figure(parts.engine()::cachedBytes);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      CloseAll.of(
          // Those that their users left open.
          () -> CloseAll.of(List.copyOf(stores), this::closeOnce),
          () -> directories.forEach(WorkDirectory::leaving),
          this::release);
    }
  }

  /** Closes a store that is still open; an opening and a closing of the backend may meet here. */
  private void closeOnce(RocksDbKeyedStore<?> store) {
    if (stores.remove(store)) {
      store.close();
    }
  }

  private static StateBackendException closed() {
    return new StateBackendException("The rocksdb backend is closed: no store can be opened");
  }

  /**
   * Keeps what the stores share as it is, until {@link #release}; false if it was let go of. An
   * opening holds it from its first step on and gives its hold to the store.
   */
  private boolean hold() {
    return users.getAndUpdate(holders -> holders == 0 ? 0 : holders + 1) > 0;
  }

  /** The last to hold what the stores share lets go of it. */
  private void release() {
    if (users.decrementAndGet() == 0) {
      CloseAll.of(parts.engine()::close, () -> CloseAll.of(directories, WorkDirectory::close));
    }
  }

  /** A figure of native objects, which any thread may ask for at any time; 0 when they are gone. */
  private double figure(DoubleSupplier ofNative) {
    if (!hold()) {
      return 0;
    }
    try {
      return ofNative.getAsDouble();
    } finally {
      release();
    }
  }

  private void takeDirectories(BackendContext context) {
    List<Path> configured =
        context.configuration().find(RocksDbOptions.LOCAL_DIRECTORIES).orElse(List.of());
    if (configured.isEmpty()) {
      directories.add(WorkDirectory.take(context.workDirectory().resolve("rocksdb")));
    }
    configured.forEach(parent -> directories.add(WorkDirectory.takeWithin(parent)));
  }

  private static EngineSettings settings(Configuration configuration, long blockCacheBytes) {
    Profile profile = configuration.get(RocksDbOptions.PROFILE);
    return new EngineSettings(
        blockCacheBytes,
        configuration
            .find(RocksDbOptions.BLOCK_SIZE)
            .map(size -> size.bytes())
            .orElse((long) profile.blockBytes()),
        configuration.find(RocksDbOptions.BLOOM_BITS).orElse(profile.bloomBits()),
        configuration.get(RocksDbOptions.COMPRESSION),
        configuration.find(RocksDbOptions.THREADS).orElse(profile.threads()),
        configuration.get(RocksDbOptions.STATISTICS),
        configuration.under(RocksDbOptions.OPTIONS),
        configuration.find(RocksDbOptions.TUNING).map(name -> tuning(name)::tune));
  }

  private static NativeTuning tuning(String name) {
    List<String> names = new ArrayList<>();
    for (NativeTuning candidate : ServiceLoader.load(NativeTuning.class)) {
      if (candidate.name().equals(name)) {
        return candidate;
      }
      names.add(candidate.name());
    }
    throw new InvalidConfigurationException(
        RocksDbOptions.TUNING.key()
            + ": no "
            + NativeTuning.class.getSimpleName()
            + " on the class path is named '"
            + name
            + "'; there are "
            + names);
  }

  private void exportStatistics() {
    Statistics statistics = parts.engine().statistics();
    if (statistics == null) {
      return;
    }
    for (TickerType ticker :
        List.of(
            TickerType.BLOCK_CACHE_HIT,
            TickerType.BLOCK_CACHE_MISS,
            TickerType.BLOOM_FILTER_USEFUL,
            TickerType.COMPACT_READ_BYTES,
            TickerType.COMPACT_WRITE_BYTES,
            TickerType.NUMBER_KEYS_READ,
            TickerType.NUMBER_MULTIGET_CALLS)) {
      parts
          .context()
          .metrics()
          .gauge(
              "rocksdb." + ticker.name().toLowerCase(Locale.ROOT).replace('_', '-'),
              () -> figure(() -> statistics.getTickerCount(ticker)));
    }
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40);
  }
}
