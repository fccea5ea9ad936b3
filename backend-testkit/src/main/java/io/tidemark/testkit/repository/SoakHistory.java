package io.tidemark.testkit.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.snapshot.repository.FoundSnapshot;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was promised to whom: checkpoints of which a coordinator was told that they are published,
 * and what each found when it claimed the job.
 */
final class SoakHistory {

  private final TreeMap<Long, SnapshotManifest> told = new TreeMap<>();

  /**
   * By epoch, the id from which on older ones' checkpoints are not promised to it. It is one that
   * passes over some, or tries to; that a predecessor, which is held up, may be retiring the one
   * that stands in for them, is the price of a fall-back.
   */
  private final TreeMap<Long, Long> passesOver = new TreeMap<>();

  /** Of these, those that were told that they do. */
  private final TreeMap<Long, Long> passedOver = new TreeMap<>();

  private final TreeMap<Long, Set<Long>> foundByEpoch = new TreeMap<>();

  /** How many checkpoints were told. */
  int told() {
    return told.size();
  }

  /** Whether a newer epoch than this was claimed. */
  boolean isSucceeded(long epoch) {
    return !foundByEpoch.isEmpty() && foundByEpoch.lastKey() > epoch;
  }

  /** A coordinator claimed an epoch, and found this history. */
  void claimed(long epoch, List<FoundSnapshot> history) {
    foundByEpoch.put(epoch, history.stream().map(FoundSnapshot::id).collect(Collectors.toSet()));
  }

  /** A coordinator was told that its checkpoint is published: no successor may have missed it. */
  void told(StoredSnapshot published) {
    SnapshotManifest manifest = published.manifest();
    assertThat(told.put(published.id(), manifest)).as("id %s twice", published.id()).isNull();
    foundByEpoch
        .subMap(manifest.epoch(), false, firstWithout(manifest, passesOver), false)
        .forEach(
            (epoch, found) ->
                assertThat(found.stream().mapToLong(Long::longValue).max().orElse(0))
                    .as(
                        "newest that epoch %s found, though epoch %s is told of %s",
                        epoch, manifest.epoch(), published.id())
                    .isGreaterThanOrEqualTo(published.id()));
  }

  /** An epoch is about to begin that goes on from an older checkpoint than the newest. */
  void passesOver(long epoch) {
    passesOver.put(epoch, 0L);
  }

  /** It has begun, without the checkpoints from {@code id} on. */
  void passedOver(long epoch, long id) {
    passedOver.put(epoch, id);
  }

  /** The first later epoch that passes over a checkpoint. */
  private static long firstWithout(SnapshotManifest checkpoint, NavigableMap<Long, Long> passing) {
    return passing.tailMap(checkpoint.epoch(), false).entrySet().stream()
        .filter(passed -> passed.getValue() <= checkpoint.id())
        .mapToLong(Map.Entry::getKey)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** A coordinator goes on from this checkpoint, 0 for none: nothing that was told is lost. */
  void restored(long epoch, long id) {
    long newest =
        told.entrySet().stream()
            .filter(published -> published.getValue().epoch() < epoch)
            .filter(published -> firstWithout(published.getValue(), passesOver) > epoch)
            .mapToLong(Map.Entry::getKey)
            .max()
            .orElse(0);
    assertThat(id).as("what epoch %s goes on from", epoch).isGreaterThanOrEqualTo(newest);
  }

  /** No older epoch's checkpoint joined the history after a newer one was claimed. */
  void check(SnapshotRepository repository) {
    for (FoundSnapshot found : repository.checkpoints()) {
      SnapshotManifest manifest = found.snapshot().orElseThrow().manifest();
      assertThat(firstWithout(manifest, passedOver))
          .as("epoch that passed over checkpoint %s, which is back", found.id())
          .isEqualTo(Long.MAX_VALUE);
      foundByEpoch
          .tailMap(manifest.epoch(), false)
          .forEach(
              (epoch, ids) ->
                  assertThat(ids)
                      .as("what epoch %s found; later epoch %s slipped in", epoch, manifest.epoch())
                      .contains(found.id()));
      SnapshotManifest promised = told.get(found.id());
      if (promised != null) {
        assertThat(manifest).as("checkpoint %s", found.id()).isEqualTo(promised);
      }
    }
  }
}
