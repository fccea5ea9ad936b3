package io.tidemark.testkit.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.snapshot.RecoveryOptions.Damaged;
import io.tidemark.snapshot.repository.FoundSnapshot;
import io.tidemark.snapshot.repository.JobClaim;
import io.tidemark.snapshot.repository.PendingSnapshot;
import io.tidemark.snapshot.repository.Recovery;
import io.tidemark.snapshot.repository.SnapshotExistsException;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.FencedException;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A process that coordinates the job until it is fenced or crashes, and then starts again. What it
 * does, one small thing a turn, is random.
 */
final class SoakCoordinator {

  private static final int FALLS_BACK_ONE_START_IN = 6;
  private static final int STARTS_ONE_TURN_IN = 8;
  private static final int MAX_PENDING = 3;
  private static final int MAX_CHAIN = 5;

  private final SnapshotRepository repository;
  private final SoakHistory history;
  private final Random random;
  private final List<Written> pending = new ArrayList<>();
  private List<BlobRef> chain = List.of();
  private List<BlobRef> published = List.of();
  private @Nullable JobClaim claim;

  SoakCoordinator(SnapshotRepository repository, SoakHistory history, Random random) {
    this.repository = repository;
    this.history = history;
    this.random = random;
  }

  /** A snapshot that is written, with all that it names. */
  private record Written(PendingSnapshot snapshot, List<BlobRef> blobs) {}

  /** Does one thing. */
  void step() {
    JobClaim current = claim;
    try {
      if (current == null) {
        // It takes a process longer to start than to take a checkpoint.
        if (random.nextInt(STARTS_ONE_TURN_IN) == 0) {
          start();
        }
        return;
      }
      switch (random.nextInt(24)) {
        case 0 -> crash();
        case 1, 2 -> abortOne();
        case 3, 4, 5 -> current.retain(1 + random.nextInt(3));
        case 6 -> savepoint(current);
        case 7, 8, 9, 10, 11, 12, 13, 14 -> begin(current);
        default -> publishOne();
      }
    } catch (FencedException e) {
      crash();
    }
  }

  /** Dies; what is pending stays where it is. */
  void crash() {
    claim = null;
    pending.clear();
    chain = List.of();
    published = List.of();
  }

  private void start() {
    JobClaim made = repository.claim();
    history.claimed(made.epoch(), repository.checkpoints());
    Recovery recovery;
    try {
      recovery = repository.recover(Damaged.FALL_BACK);
    } catch (SnapshotCorruptException e) {
      assertThat(history.isSucceeded(made.epoch()))
          .as("epoch %s finds damage that no successor has done: %s", made.epoch(), e)
          .isTrue();
      return;
    }
    if (history.isSucceeded(made.epoch())) {
      return;
    }
    assertThat(recovery.skipped()).as("what epoch %s passes over", made.epoch()).isEmpty();
    if (recovery.snapshot().isPresent() && random.nextInt(FALLS_BACK_ONE_START_IN) == 0) {
      fallBack(made, recovery.snapshot().get());
      return;
    }
    history.restored(made.epoch(), recovery.snapshot().map(StoredSnapshot::id).orElse(0L));
    chain =
        recovery
            .snapshot()
            .filter(restored -> made.mayBuildOn(restored.id()))
            .map(SoakCoordinator::sharedOf)
            .orElse(List.of());
    published = chain;
    claim = made;
  }

  /** Goes on from an older checkpoint, as if the newest were damaged. */
  private void fallBack(JobClaim made, StoredSnapshot newest) {
    SnapshotCorruptException damage =
        new SnapshotCorruptException(newest.location().manifest(), 0, "the soak says so");
    Recovery recovery;
    try {
      recovery = repository.candidate(Damaged.FALL_BACK, Map.of(newest.id(), damage));
    } catch (SnapshotCorruptException e) {
      return; // there is no older one
    }
    if (!recovery.fellBack()) {
      assertThat(history.isSucceeded(made.epoch()))
          .as("only a successor of epoch %s retires %s", made.epoch(), newest.id())
          .isTrue();
      return;
    }
    long from = recovery.skipped().stream().mapToLong(FoundSnapshot::id).min().orElseThrow();
    history.passesOver(made.epoch() + 1);
    JobClaim without = made.passOver(recovery);
    history.passedOver(without.epoch(), from);
    history.claimed(without.epoch(), repository.checkpoints());
    if (history.isSucceeded(without.epoch())) {
      return;
    }
    StoredSnapshot older = recovery.snapshot().orElseThrow();
    assertThat(without.mayBuildOn(older.id())).isFalse();
    history.restored(without.epoch(), older.id());
    chain = List.of();
    claim = without;
  }

  private void begin(JobClaim current) {
    if (pending.size() == MAX_PENDING) {
      publishOne();
      return;
    }
    PendingSnapshot snapshot = current.beginCheckpoint();
    List<BlobRef> blobs = new ArrayList<>(basis());
    if (blobs.size() > MAX_CHAIN) {
      blobs.clear(); // as a store that folds its chain writes it anew
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      BlobScope scope = random.nextBoolean() ? BlobScope.SHARED : BlobScope.EXCLUSIVE;
      blobs.add(BlobSnapshots.write(snapshot, scope, random, length()));
    }
    pending.add(new Written(snapshot, blobs));
    chain = blobs.stream().filter(SoakCoordinator::isShared).toList();
  }

  /** Some stores build on the newest snapshot that they wrote, others on the newest published. */
  private List<BlobRef> basis() {
    return switch (random.nextInt(6)) {
      case 0 -> List.of();
      case 1, 2 -> published;
      default -> chain;
    };
  }

  private void publishOne() {
    if (pending.isEmpty()) {
      return;
    }
    Written next = pending.remove(0);
    try {
      StoredSnapshot newest = BlobSnapshots.publish(next.snapshot(), next.blobs());
      history.told(newest);
      published = sharedOf(newest);
    } catch (StorageException e) {
      giveUp(next);
    }
  }

  private void abortOne() {
    if (!pending.isEmpty()) {
      giveUp(pending.remove(random.nextInt(pending.size())));
    }
  }

  /** Those that build on what is given up do so no more. */
  private void giveUp(Written given) {
    given.snapshot().abort();
    if (random.nextBoolean()) {
      chain = List.of();
    }
  }

  private void savepoint(JobClaim current) {
    String name = "save-" + random.nextInt(4);
    if (random.nextInt(3) == 0) {
      repository.deleteSavepoint(name);
      return;
    }
    try (PendingSnapshot snapshot = current.beginSavepoint(repository, name)) {
      BlobSnapshots.publish(
          snapshot, List.of(BlobSnapshots.write(snapshot, BlobScope.SHARED, random, length())));
    } catch (SnapshotExistsException | StorageException e) {
      return;
    }
  }

  /** In the manifest, in a pack, and now and then too large for one. */
  private int length() {
    return switch (random.nextInt(12)) {
      case 0 -> (1 << 20) + random.nextInt(1000);
      case 1, 2, 3 -> 1 + random.nextInt(1000);
      default -> 21_000 + random.nextInt(20_000);
    };
  }

  private static List<BlobRef> sharedOf(StoredSnapshot snapshot) {
    return snapshot.manifest().storedBlobs().stream()
        .map(BlobRef.class::cast)
        .filter(SoakCoordinator::isShared)
        .toList();
  }

  private static boolean isShared(BlobRef blob) {
    return blob instanceof BlobRef.Stored stored && stored.name().startsWith("shared/");
  }
}
