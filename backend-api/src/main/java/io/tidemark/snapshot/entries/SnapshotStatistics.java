package io.tidemark.snapshot.entries;

import io.tidemark.serialization.TypeDescription;
import io.tidemark.snapshot.entries.StateStatistics.KeySize;
import io.tidemark.snapshot.entries.StateStatistics.Skew;
import io.tidemark.snapshot.repository.WorkProgress;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Sums a snapshot up in one walk. Holds, at a time, the keys of one key group of those states in
 * which a key may have several entries.
 */
public final class SnapshotStatistics {

  private final SnapshotContents contents;
  private final int biggest;
  private final Map<StateId, Count> counts = new TreeMap<>();

  private SnapshotStatistics(SnapshotContents contents, int biggest) {
    this.contents = contents;
    this.biggest = biggest;
  }

  /**
   * Reads all of a snapshot.
   *
   * @param biggest how many keys of each state are named
   * @return every state's, also of those that hold nothing, by operator, scope and name
   * @throws io.tidemark.TidemarkException as {@link SnapshotContents#walk}
   */
  public static List<StateStatistics> of(
      SnapshotContents contents, int biggest, WorkProgress progress) {
    return new SnapshotStatistics(contents, biggest).count(progress);
  }

  private List<StateStatistics> count(WorkProgress progress) {
    for (SnapshotState state : contents.states()) {
      counts.put(state.id(), new Count(state, groupsOf(state), biggest));
    }
    contents.walk(
        id -> true,
        progress,
        (state, subtask, entry) -> {
          countOf(state).add(entry);
          return true;
        });
    return counts.values().stream().map(Count::statistics).toList();
  }

  private int groupsOf(SnapshotState state) {
    return state.mode() == null ? contents.manifest().maxParallelism() : 1;
  }

  private Count countOf(SnapshotState state) {
    return counts.computeIfAbsent(state.id(), id -> new Count(state, groupsOf(state), biggest));
  }

  /** One state's, as far as the walk has come. */
  private static final class Count {

    private static final Comparator<KeySize> BY_BYTES = Comparator.comparingLong(KeySize::bytes);

    private final SnapshotState state;
    private final int biggest;
    private final long[] bytesByGroup;
    private final PriorityQueue<KeySize> top = new PriorityQueue<>(BY_BYTES);
    private final Map<KeyBytes, long[]> keysOfGroup = new HashMap<>();
    private final boolean oneEntryEach;
    private int group = -1;
    private long entries;
    private long bytes;

    Count(SnapshotState state, int groups, int biggest) {
      this.state = state;
      this.biggest = state.mode() == null ? biggest : 0;
      this.bytesByGroup = new long[groups];
      StateKind kind = state.schema().kind();
      this.oneEntryEach =
          kind != StateKind.MAP
              && kind != StateKind.TIMERS
              && state.schema().namespace() == TypeDescription.Scalar.UNIT;
    }

    void add(SnapshotEntry entry) {
      long size =
          (long) entry.key().remaining()
              + entry.namespace().remaining()
              + entry.userKey().remaining()
              + entry.value().remaining();
      entries++;
      bytes += size;
      bytesByGroup[entry.keyGroup()] += size;
      if (biggest == 0) {
        return;
      }
      if (entry.keyGroup() != group) {
        offerAll();
        group = entry.keyGroup();
      }
      if (!oneEntryEach) {
        long[] sum = keysOfGroup.computeIfAbsent(KeyBytes.copyOf(entry.key()), key -> new long[2]);
        sum[0]++;
        sum[1] += size;
      } else if (isBig(size)) {
        offer(KeyBytes.copyOf(entry.key()), 1, size);
      }
    }

    private boolean isBig(long size) {
      return top.size() < biggest || size > top.element().bytes();
    }

    private void offerAll() {
      keysOfGroup.forEach(
          (key, sum) -> {
            if (isBig(sum[1])) {
              offer(key, sum[0], sum[1]);
            }
          });
      keysOfGroup.clear();
    }

    private void offer(KeyBytes key, long keyEntries, long size) {
      top.add(new KeySize(state.key(), key.bytes(), group, keyEntries, size));
      if (top.size() > biggest) {
        top.remove();
      }
    }

    StateStatistics statistics() {
      offerAll();
      List<KeySize> biggestFirst = new ArrayList<>(top);
      biggestFirst.sort(BY_BYTES.reversed());
      return new StateStatistics(state, entries, bytes, biggestFirst, Skew.of(bytesByGroup));
    }
  }
}
