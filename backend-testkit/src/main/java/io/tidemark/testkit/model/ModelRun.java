package io.tidemark.testkit.model;

import io.tidemark.config.Configuration;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendFactory;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.testkit.InMemoryBlobs;
import io.tidemark.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * One run of a job of random operations, from one seed: every kind of state, in namespaces or not,
 * expiring or not, of texts and of numbers, of few entries and of many; timers; a clock that moves
 * on; captures of every mode, written on another thread while the job goes on, completed and
 * discarded in any order; crashes, after which any retained snapshot is restored at any parallelism
 * with some states left unopened; blobs collected as soon as nobody can need them; damage. What the
 * stores answer is compared with plain maps.
 *
 * <p>The same seed does the same things; only how the two threads interleave is not repeated.
 */
public final class ModelRun {

  private static final int MAX_PARALLELISM = 5;
  private static final int MAX_PENDING = 3;
  private static final int REMEMBERED = 40;

  private final long seed;
  private final Random random;
  private final ManualClock clock = new ManualClock(1_577_836_800_000L);
  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(task -> daemon("tidemark-model-writer", task));
  private final ExecutorService helpers =
      Executors.newFixedThreadPool(2, task -> daemon("tidemark-model-helper", task));
  private final Snapshots snapshots = new Snapshots(blobs, writer);
  private final ModelBackends backends;
  private final Deque<String> operationsBefore = new ArrayDeque<>();
  private final Deque<String> snapshotsBefore = new ArrayDeque<>();
  private final List<StateModel> usable = new ArrayList<>();
  private JobState state;
  private Job job;
  private int jobs;
  private int operation;

  private ModelRun(
      List<StateBackendFactory> factories,
      Map<String, String> configuration,
      Path workDirectory,
      UnaryOperator<StateBackend> wrapper,
      long seed) {
    this.seed = seed;
    random = new Random(seed);
    backends =
        ModelBackends.open(
            factories,
            new BackendContext(
                Configuration.of(configuration), workDirectory, helpers, clock, MetricGroup.none()),
            wrapper);
    state = JobState.empty(clock);
    usable.addAll(JobState.STATES);
    job = newJob(List.of(), false);
  }

  /**
   * Runs, and closes what it opened.
   *
   * @param factories one backend, or several, of which each job has one that reads what it is
   *     restored from
   * @param workDirectory for the backends
   * @param wrapper what stands between a job and its backend
   * @throws AssertionError at the first difference, with the seed and the last operations
   */
  public static void run(
      List<StateBackendFactory> factories,
      Map<String, String> configuration,
      Path workDirectory,
      UnaryOperator<StateBackend> wrapper,
      long seed,
      int operations) {
    ModelRun run = new ModelRun(factories, configuration, workDirectory, wrapper, seed);
    try {
      run.operate(operations);
    } finally {
      run.writer.shutdown();
      run.helpers.shutdown();
      run.backends.close();
    }
  }

  private void operate(int operations) {
    try {
      for (; operation < operations; operation++) {
        remember(operation, step());
      }
      job.requireEqual(state);
      snapshots.abandon(job);
      StateModel.requireEqual("readers left open", blobs.openReaders(), 0);
      StateModel.requireEqual("writers left open", blobs.openWriters(), 0);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          """
          Operation %d of seed %d: %s
          Repeat it with:
            %s
          Snapshots before:
            %s
          Operations before:
            %s"""
              .formatted(
                  operation,
                  seed,
                  e,
                  Repeat.command(seed, operations),
                  String.join("\n  ", snapshotsBefore),
                  String.join("\n  ", operationsBefore)),
          e);
    }
  }

  private Step step() {
    int choice = random.nextInt(1_000);
    return choice < 900
        ? new Step(stepOnState(choice), false)
        : new Step(stepOnSnapshots(choice), true);
  }

  private String stepOnState(int choice) {
    if (choice < 800) {
      return operateOnState();
    }
    if (choice < 860) {
      long key = random.nextInt(Space.PLAIN.keys());
      String done = TimerModel.operate(random, job.storeOf(key), key, state.timers());
      return "timers of " + key + ": " + done;
    }
    if (choice < 880) {
      return merge();
    }
    clock.advance(Duration.ofSeconds(random.nextInt(1_200)));
    return "clock to " + clock.instant();
  }

  private String stepOnSnapshots(int choice) {
    if (choice < 925) {
      return captureOrSettle();
    }
    if (choice < 955) {
      return snapshots.hasPending() ? snapshots.startWriting(random) : "nothing to write";
    }
    if (choice < 975) {
      return snapshots.hasPending() ? snapshots.settle(random, job) : "nothing to settle";
    }
    if (choice < 985) {
      return snapshots.collect();
    }
    return choice < 992 ? damage() : crash();
  }

  private String captureOrSettle() {
    return snapshots.pendingCount() < MAX_PENDING
        ? snapshots.capture(random, job, state)
        : snapshots.settle(random, job);
  }

  private String operateOnState() {
    StateModel model = usable.get(random.nextInt(usable.size()));
    Address address = randomAddress(model);
    String done =
        model.operate(
            random,
            job.storeOf(address.key()),
            state.contents(),
            address,
            () -> remember(operation, new Step(captureOrSettle(), true)));
    return address + ": " + done;
  }

  private String merge() {
    StateModel model = usable.get(random.nextInt(usable.size()));
    if (!model.isNamespaced()) {
      return "nothing to merge";
    }
    Address target = randomAddress(model);
    List<Long> sources = new ArrayList<>();
    for (long namespace = 0; namespace < model.space().namespaces(); namespace++) {
      if (random.nextBoolean()) {
        sources.add(random.nextInt(sources.size() + 1), namespace);
      }
    }
    job.storeOf(target.key()).merge(model, target, sources);
    model.merge(state.contents(), target, sources);
    return target + ": merge " + sources;
  }

  private Address randomAddress(StateModel model) {
    return model.space().random(random, model.name());
  }

  private String crash() {
    snapshots.abandon(job);
    List<Snapshots.Complete> complete = snapshots.complete();
    if (complete.isEmpty()) {
      state = JobState.empty(clock);
      job = newJob(List.of(), false);
    } else {
      Snapshots.Complete from = complete.get(random.nextInt(complete.size()));
      state = from.state().copy();
      job = newJob(from.stores(), from.isClaimed());
    }
    usable.clear();
    usable.addAll(JobState.STATES);
    String after = "crash, from " + complete.size() + " snapshots to " + job.parallelism();
    if (random.nextBoolean()) {
      job.requireEqual(state);
      return after;
    }
    for (int unopened = random.nextInt(5); unopened > 0; unopened--) {
      usable.remove(random.nextInt(usable.size()));
    }
    return after + ", opening " + usable.size();
  }

  private Job newJob(List<StoreSnapshot> from, boolean claimed) {
    return new Job(
        backends.choose(random, from),
        "job-" + jobs++,
        1 + random.nextInt(MAX_PARALLELISM),
        from,
        blobs,
        claimed);
  }

  /** Damages a copy of a snapshot: its restore fails, or does not depend on what was damaged. */
  private String damage() {
    List<Snapshots.Complete> complete = snapshots.complete();
    if (complete.isEmpty()) {
      return "nothing to damage";
    }
    Snapshots.Complete snapshot = complete.get(random.nextInt(complete.size()));
    List<BlobRef.Stored> stored = snapshot.storedBlobs();
    if (stored.isEmpty()) {
      return "nothing to damage";
    }
    BlobRef.Stored blob = stored.get(random.nextInt(stored.size()));
    InMemoryBlobs damaged = blobs.copy();
    if (random.nextBoolean()) {
      damaged.flip(blob, random.nextLong(blob.length()), 1 << random.nextInt(8));
    } else {
      damaged.cut(blob, random.nextLong(blob.length()));
    }
    try (Job restored =
        new Job(
            backends.choose(random, snapshot.stores()),
            "damaged-" + jobs++,
            1 + random.nextInt(MAX_PARALLELISM),
            snapshot.stores(),
            damaged,
            false)) {
      restored.requireEqual(snapshot.state().copy());
      return "damage " + blob + " of " + snapshot.id() + ", where it does not matter";
    } catch (SnapshotCorruptException e) {
      StateModel.requireEqual("blob that is named", e.blob(), blob.name());
      return "damage " + blob + " of " + snapshot.id() + ", found at " + e.offset();
    }
  }

  private void remember(int operation, Step step) {
    Deque<String> kept = step.ofSnapshots() ? snapshotsBefore : operationsBefore;
    if (kept.size() == REMEMBERED) {
      kept.removeFirst();
    }
    kept.addLast(operation + ": " + step.what());
  }

  /** What was done, and whether it is about snapshots rather than state. */
  private record Step(String what, boolean ofSnapshots) {}

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
