package io.tidemark.testkit.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.snapshot.repository.PendingSnapshot;
import io.tidemark.snapshot.repository.RepositorySettings;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.snapshot.repository.WorkProgress;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StoredBlob;
import io.tidemark.testkit.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Copies of snapshots between any two of some storages, in each direction, and within each. A
 * module that sees several storages runs it by one class that opens them.
 */
public abstract class SnapshotCopyKit {

  /** Storages by what they are called here, each on a root with nothing under it. */
  protected abstract Map<String, SnapshotStorage> storages() throws Exception;

  @TestFactory
  final Stream<DynamicTest> copies() throws Exception {
    Map<String, SnapshotStorage> storages = storages();
    List<DynamicTest> pairs = new ArrayList<>();
    storages.forEach(
        (source, from) ->
            storages.forEach(
                (target, to) ->
                    pairs.add(
                        DynamicTest.dynamicTest(
                            source + " to " + target,
                            () -> new Pair(from, to, source + "-" + target).run()))));
    return pairs.stream().onClose(() -> storages.values().forEach(SnapshotStorage::close));
  }

  /** A job in one storage whose snapshots are copied to another. */
  private static final class Pair {

    private final Random random;
    private final SnapshotStorage to;
    private final SnapshotStorage from;
    private final SnapshotRepository source;
    private final SnapshotRepository target;

    Pair(SnapshotStorage from, SnapshotStorage to, String name) {
      this.random = new Random(name.hashCode());
      this.from = from;
      this.to = to;
      this.source = repository(from, name);
      this.target = repository(to, name + "-copy");
    }

    private SnapshotRepository repository(SnapshotStorage storage, String job) {
      return new SnapshotRepository(
          storage,
          job,
          new RepositorySettings(
              new ManualClock(1_800_000_000_000L),
              () -> new UUID(random.nextLong(), random.nextLong()),
              Runnable::run,
              1,
              20 << 10));
    }

    void run() {
      StoredSnapshot checkpoint = write(source.claim().beginCheckpoint());
      StoredSnapshot savepoint = write(source.claim().beginSavepoint(source, "by-hand"));

      source.copyTo(target, checkpoint, WorkProgress.NONE);
      source.copyTo(target, savepoint, WorkProgress.NONE);
      source.exportSavepoint(target, checkpoint, "exported", WorkProgress.NONE);

      assertCopied(checkpoint, target.checkpoint(checkpoint.id()));
      assertCopied(savepoint, target.savepoint("by-hand"));
      assertCopied(checkpoint, target.savepoint("exported"));
      assertThat(target.verify(WorkProgress.NONE).damages()).isEmpty();
      assertThat(target.verify(WorkProgress.NONE).unnamed()).isEmpty();
      assertThat(target.latest()).contains(target.checkpoint(checkpoint.id()));
      assertDamageIsNotCopied(checkpoint);
    }

    private StoredSnapshot write(PendingSnapshot pending) {
      try (pending) {
        List<BlobRef> blobs = new ArrayList<>();
        for (int length : new int[] {10, 30_000, 1_500_000}) {
          for (BlobScope scope : BlobScope.values()) {
            blobs.add(BlobSnapshots.write(pending, scope, random, length));
          }
        }
        return BlobSnapshots.publish(pending, blobs);
      }
    }

    private void assertCopied(StoredSnapshot original, StoredSnapshot copy) {
      assertThat(target.verify(copy, WorkProgress.NONE).isWhole()).isTrue();
      List<BlobRef> originals = blobs(original);
      List<BlobRef> copies = blobs(copy);
      assertThat(copies).hasSameSizeAs(originals);
      for (int i = 0; i < originals.size(); i++) {
        assertThat(copies.get(i).length()).isEqualTo(originals.get(i).length());
        assertThat(copies.get(i).checksum()).isEqualTo(originals.get(i).checksum());
      }
    }

    private static List<BlobRef> blobs(StoredSnapshot snapshot) {
      return snapshot.manifest().operators().stream()
          .flatMap(operator -> operator.subtasks().stream())
          .map(subtask -> Objects.requireNonNull(subtask.keyed()))
          .flatMap(store -> store.blobs().stream())
          .map(BlobUse::blob)
          .toList();
    }

    private void assertDamageIsNotCopied(StoredSnapshot checkpoint) {
      String damaged = checkpoint.blobNames().iterator().next();
      from.delete(List.of(damaged));

      assertThatThrownBy(
              () -> source.exportSavepoint(target, checkpoint, "damaged", WorkProgress.NONE))
          .isInstanceOf(SnapshotCorruptException.class)
          .hasMessageContaining(damaged);

      assertThat(target.savepoints())
          .extracting(found -> found.location().manifest())
          .noneMatch(manifest -> manifest.contains("damaged"));
      try (Stream<StoredBlob> blobs = to.list(target.job() + "/savepoints/damaged/manifest")) {
        assertThat(blobs).isEmpty();
      }
    }
  }
}
