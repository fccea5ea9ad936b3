package io.tidemark.runtime.engine;

import io.tidemark.config.Configuration;
import io.tidemark.runtime.job.JobBuilder;
import io.tidemark.runtime.job.JobDefinition;
import io.tidemark.snapshot.CheckpointingOptions;
import io.tidemark.snapshot.repository.RepositorySettings;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotStorageProviders;
import io.tidemark.spi.StorageContext;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** An engine with a clock of the test's, over one memory storage, and what it told. */
final class EngineRig implements JobListener, AutoCloseable {

  private static final long PATIENCE_SECONDS = 30;

  final RecordedMetrics metrics = new RecordedMetrics();
  final TestTime time = new TestTime();
  final CompletableFuture<Integer> halted = new CompletableFuture<>();
  final LinkedBlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

  /** What each attempt was restored from, 0 for nothing. */
  final List<Long> restored = new CopyOnWriteArrayList<>();

  final LinkedBlockingQueue<CheckpointRecord> checkpoints = new LinkedBlockingQueue<>();

  /** The next time that such a thread wants something done elsewhere, the system has no thread. */
  volatile Predicate<Thread> threadlessOnce = thread -> false;

  /** What makes the engine's threads. */
  volatile ThreadFactory threads = Executors.defaultThreadFactory();

  private final LinkedBlockingQueue<JobStatus> statuses = new LinkedBlockingQueue<>();
  private final ExecutorService io =
      new ThreadPoolExecutor(3, 3, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
        @Override
        public void execute(Runnable task) {
          Predicate<Thread> wanted = threadlessOnce;
          if (wanted.test(Thread.currentThread())) {
            threadlessOnce = thread -> false;
            throw new OutOfMemoryError("unable to create native thread");
          }
          super.execute(task);
        }
      };
  private final Engine engine;
  private final Map<String, String> common;

  EngineRig(Path folder) {
    this(folder, "memory:///" + UUID.randomUUID());
  }

  /**
   * @param root where checkpoints go
   */
  EngineRig(Path folder, String root) {
    common =
        Map.of(
            "execution.checkpointing.dir",
            root,
            "execution.checkpointing.interval",
            "0 s",
            "restart-strategy.type",
            "none");
    engine =
        new Engine(
            new EngineServices(
                time,
                new Random(1),
                UUID::randomUUID,
                task -> threads.newThread(task),
                io,
                2,
                EngineRig.class.getClassLoader(),
                folder,
                metrics,
                halted::complete));
  }

  JobHandle start(Consumer<JobBuilder> job, RestoreChoice restore, String... settings) {
    Configuration configuration = Configuration.of(common);
    for (int i = 0; i < settings.length; i += 2) {
      configuration = configuration.with(settings[i], settings[i + 1]);
    }
    statuses.clear();
    return engine.start(new Named(job), configuration, restore, List.of(this));
  }

  JobHandle start(Consumer<JobBuilder> job, String... settings) {
    return start(job, new RestoreChoice.Latest(), settings);
  }

  private record Named(Consumer<JobBuilder> job) implements JobDefinition {
    @Override
    public String name() {
      return "job";
    }

    @Override
    public String summary() {
      return "A test's job";
    }

    @Override
    public void define(JobBuilder builder) {
      job.accept(builder);
    }
  }

  @Override
  public void statusChanged(JobStatus status) {
    statuses.add(status);
  }

  @Override
  public void restored(int attempt, OptionalLong snapshotId) {
    restored.add(snapshotId.orElse(0));
  }

  @Override
  public void checkpointEnded(CheckpointRecord checkpoint) {
    checkpoints.add(checkpoint);
  }

  @Override
  public void attemptFailed(int attempt, Throwable cause) {
    failures.add(cause);
  }

  /** Waits until the job has come to a status, and says how it came there. */
  void await(JobStatus wanted) throws InterruptedException {
    JobStatus next = null;
    while (next != wanted) {
      next = statuses.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("The job did not come to " + wanted);
      }
    }
  }

  /** The statuses that the job has had since nobody waited for one. */
  List<JobStatus> statuses() {
    return List.copyOf(statuses);
  }

  static void acquire(Semaphore semaphore, int permits) throws InterruptedException {
    if (!semaphore.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("It did not happen so often");
    }
  }

  static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("It did not happen");
    }
  }

  static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  static CheckpointRecord checkpoint(JobHandle handle) throws Exception {
    return get(handle.checkpoint());
  }

  static CheckpointRecord savepoint(JobHandle handle, JobHandle.AfterSavepoint after)
      throws Exception {
    return get(handle.savepoint(Optional.empty(), after));
  }

  /** The choice to restore the savepoint with this id, from a storage of the rig. */
  RestoreChoice from(CheckpointRecord savepoint) {
    SnapshotRepository repository = repository();
    StoredSnapshot stored =
        repository.savepoints().stream()
            .filter(found -> found.id() == savepoint.id())
            .findFirst()
            .orElseThrow()
            .snapshot()
            .orElseThrow();
    return at(stored);
  }

  /** The choice to restore this snapshot, which lies in the rig's own storage. */
  RestoreChoice at(StoredSnapshot snapshot) {
    return new RestoreChoice.At(
        URI.create(
            common.get("execution.checkpointing.dir") + "/" + snapshot.location().manifest()));
  }

  boolean hasSavepoint(CheckpointRecord savepoint) {
    return repository().savepoints().stream().anyMatch(found -> found.id() == savepoint.id());
  }

  SnapshotRepository repository() {
    return repository(common.get("execution.checkpointing.dir"));
  }

  SnapshotRepository repository(String root) {
    Configuration configuration =
        Configuration.of(common).with("execution.checkpointing.dir", root);
    return new SnapshotRepository(
        SnapshotStorageProviders.load(EngineRig.class.getClassLoader())
            .open(
                configuration.get(CheckpointingOptions.DIRECTORY),
                new StorageContext(configuration, time, MetricGroup.none())),
        "job",
        RepositorySettings.of(configuration, time, UUID::randomUUID, io, 1));
  }

  /** Ends the job and leaves its checkpoints. */
  static void cancel(JobHandle handle) throws Exception {
    handle.cancel();
    get(handle.result());
  }

  /** Lets time go by, in the steps in which something may become due. */
  void advance(Duration duration) {
    time.advance(duration);
  }

  @Override
  public void close() {
    io.shutdown();
    time.close();
  }
}
