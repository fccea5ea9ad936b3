package io.tidemark.rocksdb;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.rocksdb.engine.Engine;
import io.tidemark.rocksdb.engine.EngineSettings;
import io.tidemark.rocksdb.runs.LocalCopies;
import io.tidemark.rocksdb.tuning.NativeOptions;
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
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

/** The stores of one engine instance, with what they share: memory, directories, native options. */
final class RocksDbStateBackend implements StateBackend {

  private final BackendContext context;
  private final MemoryBudget budget;
  private final Engine engine;
  private final List<WorkDirectory> directories = new ArrayList<>();
  private final ParallelWork work;
  private final LocalCopies copies;
  private final Set<RocksDbKeyedStore<?>> stores = ConcurrentHashMap.newKeySet();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger users = new AtomicInteger(1);
  private final AtomicBoolean closed = new AtomicBoolean();

  RocksDbStateBackend(BackendContext context, long memoryBytes) {
    this.context = context;
    Configuration configuration = context.configuration();
    budget =
        new MemoryBudget(
            memoryBytes,
            configuration.get(RocksDbOptions.OBJECT_RATIO),
            configuration.get(RocksDbOptions.OBJECT_CACHE));
    work = new ParallelWork(context.executor(), configuration.get(RocksDbOptions.TRANSFER_THREADS));
    copies =
        new LocalCopies(configuration.get(CheckpointingOptions.LOCAL_BACKUP), context.metrics());
    engine = new Engine(settings(configuration));
    boolean complete = false;
    try {
      takeDirectories(configuration);
      complete = true;
    } finally {
      if (!complete) {
        release();
        engine.close();
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
    if (closed.get()) {
      throw new StateBackendException("The rocksdb backend is closed: no store can be opened");
    }
    int number = opened.incrementAndGet();
    Path parent = directories.get(number % directories.size()).path();
    String operator = shortened(request.operator().replaceAll("[^A-Za-z0-9_-]", "_"));
    Path directory = parent.resolve("store-" + number + "-" + operator + "-" + request.subtask());
    users.incrementAndGet();
    RocksDbKeyedStore<K> store =
        new StoreOpening<K>(
                context,
                engine,
                budget,
                work,
                directory,
                copies.forStore(request.operator(), request.subtask(), parent.resolve("copies")),
                this::release)
            .open(request, restore, stores::remove);
    stores.add(store);
    return store;
  }

  /** The bytes that stores and RocksDB's caches take now. */
  double usedBytes() {
    long objects = 0;
    for (RocksDbKeyedStore<?> store : stores) {
      objects += store.cachedBytes();
    }
    return closed.get() ? objects : objects + engine.cachedBytes();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      List.copyOf(stores).forEach(RocksDbKeyedStore::close);
      engine.close();
      directories.forEach(WorkDirectory::leaving);
      release();
    }
  }

  /** The last to use the directories lets go of them. */
  private void release() {
    if (users.decrementAndGet() == 0) {
      directories.forEach(WorkDirectory::close);
    }
  }

  private void takeDirectories(Configuration configuration) {
    List<Path> configured = configuration.find(RocksDbOptions.LOCAL_DIRECTORIES).orElse(List.of());
    if (configured.isEmpty()) {
      directories.add(WorkDirectory.take(context.workDirectory().resolve("rocksdb")));
    }
    configured.forEach(parent -> directories.add(WorkDirectory.takeWithin(parent)));
  }

  private EngineSettings settings(Configuration configuration) {
    Profile profile = configuration.get(RocksDbOptions.PROFILE);
    Map<String, String> texts = new TreeMap<>();
    configuration
        .under(RocksDbOptions.OPTIONS)
        .forEach(
            (name, text) -> texts.put(name.replace(RocksDbOptions.OPTIONS.prefix(), ""), text));
    return new EngineSettings(
        budget.blockCacheBytes(),
        configuration
            .find(RocksDbOptions.BLOCK_SIZE)
            .map(size -> size.bytes())
            .orElse((long) profile.blockBytes()),
        configuration.find(RocksDbOptions.BLOOM_BITS).orElse(profile.bloomBits()),
        configuration.get(RocksDbOptions.COMPRESSION),
        configuration.find(RocksDbOptions.THREADS).orElse(profile.threads()),
        configuration.get(RocksDbOptions.STATISTICS),
        texts,
        configuration
            .find(RocksDbOptions.TUNING)
            .<Consumer<NativeOptions>>map(name -> tuning(name)::tune)
            .orElse(options -> {}));
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
    Statistics statistics = engine.statistics();
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
      context
          .metrics()
          .gauge(
              "rocksdb." + ticker.name().toLowerCase(Locale.ROOT).replace('_', '-'),
              () -> closed.get() ? 0 : statistics.getTickerCount(ticker));
    }
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40);
  }
}
