package io.tidemark.testkit.backend;

import io.tidemark.config.Configuration;
import io.tidemark.serialization.Serializer;
import io.tidemark.snapshot.CheckpointingOptions;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.testkit.InMemoryBlobs;
import io.tidemark.testkit.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Drives one backend through one test as an engine would: lends it a directory, threads, a clock
 * and blobs, and looks afterwards whether everything came back. Belongs to the test's thread.
 */
final class KitEngine {

  /** How many key groups the kit's jobs have. */
  static final int KEY_GROUPS = 16;

  static final KeyGroupRange ALL = KeyGroupRange.all(KEY_GROUPS);

  /** When the kit's time begins: the first millisecond of 2020. */
  static final long START_MILLIS = 1_577_836_800_000L;

  private final StateBackendKit kit;
  private final Path workDirectory;
  private final ManualClock clock = new ManualClock(START_MILLIS);
  private final InMemoryBlobs blobs;
  private final KitThreads threads = new KitThreads();
  private final Openings held = new Openings();
  private final Openings borrowed = new Openings();
  private final AtomicInteger subtasks = new AtomicInteger();
  private final List<StateBackend> backends = new ArrayList<>();
  private final Set<BlobRef> collected = new HashSet<>();
  private final BlobRegistry registry = new BlobRegistry();
  private final StateBackend backend;
  private final AtomicLong lastSnapshot = new AtomicLong();

  KitEngine(StateBackendKit kit) {
    this(kit, new InMemoryBlobs(), backend -> backend);
  }

  /**
   * Makes an engine.
   *
   * @param wrapper what stands between the kit and the backend
   */
  KitEngine(StateBackendKit kit, InMemoryBlobs blobs, UnaryOperator<StateBackend> wrapper) {
    this.kit = kit;
    this.blobs = blobs;
    try {
      workDirectory = Files.createTempDirectory("tidemark-kit");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    backend = wrapper.apply(newBackend(threads.executor()));
  }

  StateBackend backend() {
    return backend;
  }

  ManualClock clock() {
    return clock;
  }

  InMemoryBlobs blobs() {
    return blobs;
  }

  BlobRegistry registry() {
    return registry;
  }

  Path workDirectory() {
    return workDirectory;
  }

  /** What a test has to close. */
  Openings held() {
    return held;
  }

  /** What the backend has to close. */
  Openings borrowed() {
    return borrowed;
  }

  /** The blobs as a backend may read them. */
  BlobSource source() {
    return TrackedBlobs.source(blobs, borrowed);
  }

  /**
   * Another backend of the same kind, on an executor of the test's. The engine closes it. It keeps
   * no local copies, which would stand in for the source that the tests damage and count.
   */
  StateBackend newBackend(Executor executor) {
    StateBackend made =
        kit.factory()
            .create(
                new BackendContext(
                    Configuration.of(kit.configuration())
                        .with(CheckpointingOptions.LOCAL_BACKUP.key(), "false"),
                    workDirectory.resolve("backend-" + backends.size()),
                    executor,
                    clock,
                    MetricGroup.none()));
    backends.add(made);
    return made;
  }

  long nextSnapshotId() {
    return lastSnapshot.incrementAndGet();
  }

  /** Runs a piece of work on a thread that is not the test's, and waits for it. */
  <T> T elsewhere(Callable<T> work) {
    return threads.elsewhere(work);
  }

  /** Starts a piece of work on a thread that is not the test's. */
  <T> Future<T> start(Callable<T> work) {
    return threads.start(work);
  }

  /** Takes all stored blobs away that none of these snapshots names, as collection would. */
  void retainOnly(StoreSnapshot... snapshots) {
    Set<BlobRef> named = new HashSet<>();
    for (StoreSnapshot snapshot : snapshots) {
      snapshot.blobs().forEach(use -> named.add(use.blob()));
    }
    for (BlobRef blob : blobs.blobs()) {
      if (blob instanceof BlobRef.Stored stored && !named.contains(blob) && collected.add(blob)) {
        blobs.remove(stored);
      }
    }
  }

  /** An empty store of all key groups. */
  <K> KitStore<K> open(Serializer<K> keys) {
    return open(keys, ALL, StoreRestore.none());
  }

  /** A store of all key groups with what the snapshots hold, which are the job's own. */
  <K> KitStore<K> restore(Serializer<K> keys, StoreSnapshot... snapshots) {
    return restore(keys, ALL, List.of(snapshots));
  }

  /**
   * A store of some key groups with what the snapshots hold of them, which are claimed unless one
   * is a savepoint.
   */
  <K> KitStore<K> restore(
      Serializer<K> keys, KeyGroupRange keyGroups, List<StoreSnapshot> snapshots) {
    boolean claimed = snapshots.stream().allMatch(registry::mayBeClaimed);
    return open(keys, keyGroups, new StoreRestore(snapshots, source(), claimed));
  }

  <K> KitStore<K> open(Serializer<K> keys, KeyGroupRange keyGroups, StoreRestore restore) {
    return open(backend, keys, keyGroups, restore);
  }

  <K> KitStore<K> open(
      StateBackend by, Serializer<K> keys, KeyGroupRange keyGroups, StoreRestore restore) {
    KeyedStore<K> store = by.open(request(keys, keyGroups), restore);
    return new KitStore<>(this, by, store);
  }

  /** A request for a subtask that no other store of this engine is. */
  <K> StoreRequest<K> request(Serializer<K> keys, KeyGroupRange keyGroups) {
    return new StoreRequest<>("operator", subtasks.getAndIncrement(), keyGroups, KEY_GROUPS, keys);
  }

  /** One store for each subtask at {@code parallelism}, each with its share of the snapshots. */
  <K> List<KitStore<K>> rescale(
      Serializer<K> keys, int parallelism, List<StoreSnapshot> snapshots) {
    List<KitStore<K>> stores = new ArrayList<>();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      KeyGroupRange keyGroups = KeyGroups.rangeOf(subtask, parallelism, KEY_GROUPS);
      List<StoreSnapshot> overlapping =
          snapshots.stream().filter(it -> it.keyGroups().overlaps(keyGroups)).toList();
      stores.add(restore(keys, keyGroups, overlapping));
    }
    return stores;
  }

  /**
   * Closes all that is left, and fails if a test or the backend left something open.
   *
   * @throws AssertionError with the stack that opened each thing that leaked
   */
  void finish() {
    List<Throwable> leaks = new ArrayList<>(held.leaks());
    leaks.addAll(borrowed.leaks());
    for (StateBackend made : backends) {
      attempt(made::close, "closing the backend", leaks);
    }
    for (String resource : kit.openResources()) {
      leaks.add(new AssertionError("The backend is closed, but holds " + resource));
    }
    leaks.addAll(threads.stop());
    attempt(() -> requireEmpty(workDirectory), "looking for files that were left behind", leaks);
    attempt(() -> deleteTree(workDirectory), "deleting the work directory", leaks);
    if (!leaks.isEmpty()) {
      AssertionError all = new AssertionError("After the test: " + leaks.get(0).getMessage());
      leaks.forEach(all::addSuppressed);
      throw all;
    }
  }

  /** The files that backends keep in the work directory at this moment. */
  Set<Path> files() {
    try (Stream<Path> files = Files.walk(workDirectory)) {
      return Set.copyOf(files.filter(Files::isRegularFile).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireEmpty(Path directory) {
    Set<Path> files = files();
    if (!files.isEmpty()) {
      throw new AssertionError("The backend is closed, but left " + files + " in " + directory);
    }
  }

  private static void deleteTree(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A leak must not hide the ones after it. */
  @SuppressWarnings("CatchingUnchecked")
  private static void attempt(Runnable action, String what, List<Throwable> failures) {
    try {
      action.run();
    } catch (AssertionError e) {
      failures.add(e);
    } catch (Exception e) {
      failures.add(new AssertionError("Failed at " + what + ": " + e, e));
    }
  }
}
