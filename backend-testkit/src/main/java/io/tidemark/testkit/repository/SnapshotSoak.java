package io.tidemark.testkit.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.snapshot.repository.CollectionReport;
import io.tidemark.snapshot.repository.FoundSnapshot;
import io.tidemark.snapshot.repository.RepositorySettings;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.snapshot.repository.VerifyReport;
import io.tidemark.snapshot.repository.WorkProgress;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import io.tidemark.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Two coordinators of one job and a collector, of which a seed decides who does what and when. */
final class SnapshotSoak {

  private static final String JOB = "soak";
  private static final Duration GRACE = RepositorySettings.DEFAULT_SHELF_LIFE;
  private static final int INTERRUPTED_ONE_CALL_IN = 12;
  private static final int MAX_DEPTH = 3;
  private static final int CHECKED_EVERY = 40;
  private static final int MAX_STEPS_PER_SNAPSHOT = 100;

  private final Random random;
  private final ManualClock clock = new ManualClock(1_800_000_000_000L);
  private final Map<String, Long> times = new HashMap<>();
  private final SoakHistory history = new SoakHistory();
  private final List<Runnable> players;
  private final SoakCoordinator first;
  private final SoakCoordinator second;
  private final SnapshotRepository undisturbed;
  private final SnapshotStorage storage;
  private final Set<Runnable> busy = new HashSet<>();

  /**
   * Makes a soak.
   *
   * @param one an instance of the storage for each process, all on one empty root
   */
  SnapshotSoak(SnapshotStorage one, SnapshotStorage two, SnapshotStorage three, long seed) {
    this.random = new Random(seed);
    this.first = new SoakCoordinator(repository(one, this::othersTurn), history, random);
    this.second = new SoakCoordinator(repository(two, this::othersTurn), history, random);
    this.storage = new SoakStorage(three, clock, times, () -> {});
    this.undisturbed = repository(three, () -> {});
    SnapshotRepository collected = repository(three, this::othersTurn);
    this.players = List.of(first::step, second::step, () -> collect(collected));
  }

  private SnapshotRepository repository(SnapshotStorage instance, Runnable othersTurn) {
    return new SnapshotRepository(
        new SoakStorage(instance, clock, times, othersTurn),
        JOB,
        new RepositorySettings(
            clock,
            () -> new UUID(random.nextLong(), random.nextLong()),
            Runnable::run,
            1,
            20 << 10,
            GRACE));
  }

  /** Goes on until so many checkpoints are published, and then looks at what there is. */
  void run(int snapshots) {
    for (int step = 1; history.told() < snapshots; step++) {
      assertThat(step)
          .as("steps for %s of %s snapshots", history.told(), snapshots)
          .isLessThan(snapshots * MAX_STEPS_PER_SNAPSHOT);
      turn();
      clock.advance(Duration.ofSeconds(random.nextInt(240)));
      if (step % CHECKED_EVERY == 0) {
        check();
      }
    }
    end();
  }

  /** One of those who are not in the middle of something does one thing. */
  private void turn() {
    List<Runnable> idle = new ArrayList<>(players);
    idle.removeAll(busy);
    // The coordinators have most turns, for there is nothing to collect otherwise.
    int chosen = random.nextInt(10);
    Runnable player = idle.get(chosen == 0 ? idle.size() - 1 : chosen % Math.max(1, idle.size()));
    busy.add(player);
    try {
      player.run();
    } finally {
      busy.remove(player);
    }
  }

  /** Whoever calls a storage may be held up there for as long as others like. */
  private void othersTurn() {
    while (busy.size() < MAX_DEPTH && random.nextInt(INTERRUPTED_ONE_CALL_IN) == 0) {
      turn();
    }
  }

  private void collect(SnapshotRepository repository) {
    try {
      repository.collect(GRACE, random.nextInt(4) == 0);
    } catch (StorageException e) {
      assertThat(e.isRetryable()).as(e.getMessage()).isTrue();
    }
  }

  private void check() {
    history.check(undisturbed);
    VerifyReport report = undisturbed.verify(WorkProgress.NONE);
    assertThat(report.damages()).isEmpty();
  }

  private void end() {
    first.crash();
    second.crash();
    // Ids behind the last one may still be somebody's, until a checkpoint has a higher one.
    SoakCoordinator last = new SoakCoordinator(undisturbed, history, random);
    for (int before = history.told(); history.told() < before + 3; ) {
      last.step();
    }
    clock.advance(Duration.ofDays(1));
    undisturbed.collect(GRACE, false);
    check();
    List<FoundSnapshot> retained = new ArrayList<>(undisturbed.checkpoints());
    retained.addAll(undisturbed.savepoints());
    Set<String> known = new HashSet<>();
    for (FoundSnapshot found : retained) {
      StoredSnapshot snapshot = found.snapshot().orElseThrow();
      assertThat(undisturbed.verify(snapshot, WorkProgress.NONE).isWhole()).isTrue();
      known.add(snapshot.location().manifest());
      known.addAll(snapshot.blobNames());
    }
    long newest =
        undisturbed.checkpoints().stream().mapToLong(FoundSnapshot::id).max().orElseThrow();
    try (Stream<StoredBlob> blobs = storage.list("")) {
      assertThat(
              blobs
                  .map(StoredBlob::name)
                  .filter(name -> !known.contains(name) && !isRecord(name, newest)))
          .as("orphans")
          .isEmpty();
    }
    CollectionReport again = undisturbed.collect(GRACE, true);
    assertThat(again.removed()).isEmpty();
    assertThat(again.young()).isEmpty();
  }

  /** Epochs, and ids that savepoints got and no checkpoint can get any more, stay known. */
  private static boolean isRecord(String name, long newestCheckpoint) {
    return name.startsWith(JOB + "/epochs/")
        || (name.endsWith("/savepoint.json")
            && Long.parseLong(name.split("/")[2]) > newestCheckpoint);
  }
}
