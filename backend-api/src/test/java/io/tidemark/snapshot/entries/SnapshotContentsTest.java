package io.tidemark.snapshot.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.tidemark.serialization.json.JsonPrinter;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.snapshot.SubtaskSnapshot;
import io.tidemark.snapshot.portable.MemoryBlobs;
import io.tidemark.snapshot.repository.WorkProgress;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.spi.UnknownFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SnapshotContentsTest {

  private final MemoryBlobs blobs = new MemoryBlobs();
  private final Map<String, Long> counts = new TreeMap<>();

  private SnapshotContents snapshot(int parallelism, int maxParallelism) {
    return Counts.snapshot(blobs, parallelism, maxParallelism, KeyGroups.RULE, counts);
  }

  private void count(int keys) {
    for (int i = 0; i < keys; i++) {
      counts.put("key-" + i, (long) (i % 5));
    }
  }

  @Test
  void walk_givesEveryEntryOfTheWantedState_andTellsHowManyBytesWereRead() {
    count(200);
    SnapshotContents contents = snapshot(3, 16);
    AtomicLong read = new AtomicLong();
    AtomicInteger seen = new AtomicInteger();

    contents.walk(
        Counts.SEEN::equals,
        (bytes, total) -> {
          assertThat(total).isEqualTo(contents.manifest().totalBytes());
          read.addAndGet(bytes);
        },
        (state, subtask, entry) -> {
          assertThat(state.id()).isEqualTo(Counts.SEEN);
          assertThat(KeyGroups.rangeOf(subtask, 3, 16).contains(entry.keyGroup())).isTrue();
          return seen.incrementAndGet() > 0;
        });

    assertThat(seen.get()).isEqualTo(400);
    assertThat(read.get()).isGreaterThanOrEqualTo(contents.manifest().totalBytes());
    assertThat(Counts.read(contents)).isEqualTo(counts);
  }

  @Test
  void walk_endsWhenTheVisitorHasSeenEnough_andReadsNoStoreBehind() {
    count(200);
    SnapshotContents contents = snapshot(3, 16);
    List<Integer> subtasks = new ArrayList<>();

    contents.walk(
        id -> true,
        WorkProgress.NONE,
        (state, subtask, entry) -> {
          subtasks.add(subtask);
          return subtasks.size() < 5;
        });

    assertThat(subtasks).containsExactly(0, 0, 0, 0, 0);
  }

  @Test
  void walk_ofSomeKeyGroups_givesTheirsOnly() {
    count(200);
    AtomicInteger seen = new AtomicInteger();

    snapshot(3, 16)
        .walk(
            Counts.COUNT::equals,
            KeyGroupRange.of(4, 7),
            WorkProgress.NONE,
            (state, subtask, entry) -> {
              assertThat(entry.keyGroup()).isBetween(4, 7);
              return seen.incrementAndGet() > 0;
            });

    assertThat(seen.get()).isPositive().isLessThan(200);
  }

  @Test
  void statistics_areExact_andNameTheBiggestKeys() {
    count(200);
    counts.put("giant", 100L);

    Map<StateId, StateStatistics> statistics = new HashMap<>();
    SnapshotStatistics.of(snapshot(2, 16), 2, WorkProgress.NONE)
        .forEach(one -> statistics.put(one.state().id(), one));

    StateStatistics seen = statistics.get(Counts.SEEN);
    assertThat(seen.entries()).isEqualTo(500);
    assertThat(seen.biggest()).hasSize(2);
    StateStatistics.KeySize giant = seen.biggest().get(0);
    assertThat(new String(giant.key(), 1, 5, StandardCharsets.UTF_8)).isEqualTo("giant");
    assertThat(giant.entries()).isEqualTo(100);
    assertThat(giant.bytes()).isEqualTo(100 * (6 + 8 + 1));
    assertThat(seen.skew().fullest()).isEqualTo(giant.keyGroup());
    assertThat(seen.skew().fullestBytes()).isGreaterThanOrEqualTo(giant.bytes());
    StateStatistics count = statistics.get(Counts.COUNT);
    assertThat(count.entries()).isEqualTo(201);
    assertThat(count.skew().used()).isEqualTo(16);
  }

  @Test
  void skew_isHowOftenTheFullestHasTheMean_andZeroOfNothing() {
    assertThat(StateStatistics.Skew.of(new long[] {1, 0, 6, 1}))
        .isEqualTo(new StateStatistics.Skew(4, 3, 2, 6, 3.0));
    assertThat(StateStatistics.Skew.of(new long[4]))
        .isEqualTo(new StateStatistics.Skew(4, 0, 0, 0, 0.0));
  }

  @Test
  void diff_countsWhatWasAddedChangedAndRemoved_inManyPieces() {
    count(200);
    SnapshotContents before = snapshot(2, 16);
    counts.put("key-7", 9L);
    counts.remove("key-9");
    counts.put("new", 1L);
    for (SnapshotContents after : List.of(snapshot(3, 16), snapshot(1, 24))) {
      List<EntryChange> changes = new ArrayList<>();
      List<StateDiff> diffs =
          new SnapshotDiff(
                  before,
                  after,
                  Counts.COUNT::equals,
                  new JsonPrinter(List.of()),
                  changes::add,
                  before.manifest().totalBytes() / 5)
              .run(WorkProgress.NONE);

      assertThat(diffs).hasSize(1);
      assertThat(diffs.get(0))
          .extracting(StateDiff::same, StateDiff::added, StateDiff::changed, StateDiff::removed)
          .containsExactly(198L, 1L, 1L, 1L);
      assertThat(changes)
          .extracting(EntryChange::kind, EntryChange::key, EntryChange::before, EntryChange::after)
          .containsExactlyInAnyOrder(
              tuple(EntryChange.Kind.ADDED, "\"new\"", null, "1"),
              tuple(EntryChange.Kind.CHANGED, "\"key-7\"", "2", "9"),
              tuple(EntryChange.Kind.REMOVED, "\"key-9\"", "4", null));
    }
  }

  @Test
  void unknownFormat_isAnErrorThatNamesTheArtifact() {
    count(1);
    SnapshotManifest manifest = snapshot(1, 16).manifest();
    SubtaskSnapshot subtask = manifest.operators().get(0).subtasks().get(0);
    StoreSnapshot store = Objects.requireNonNull(subtask.keyed());
    StoreSnapshot foreign =
        new StoreSnapshot(
            "other", "other-native", 1, store.keyGroups(), store.schemas(), store.blobs());
    SnapshotContents contents =
        Counts.contents(
            new SnapshotManifest(
                manifest.job(),
                manifest.id(),
                manifest.kind(),
                1,
                1,
                1,
                1,
                16,
                manifest.keyGroupRule(),
                List.of(
                    new OperatorSnapshot(
                        "counter", 1, List.of(new SubtaskSnapshot(0, foreign, null)))),
                Map.of()),
            blobs);

    assertThatThrownBy(() -> Counts.read(contents))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessageContaining("'other-native'")
        .hasMessageContaining("tidemark-backend-other");
  }
}
