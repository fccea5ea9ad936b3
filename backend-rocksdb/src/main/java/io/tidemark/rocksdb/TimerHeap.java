package io.tidemark.rocksdb;

import io.tidemark.spi.Timer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A binary heap of key groups, the one with the earliest timer on top. */
final class TimerHeap<K, N> {

  private final KeyGroupTimers<K, N>[] heap;
  private boolean built;

  @SuppressWarnings({"unchecked", "rawtypes"})
  TimerHeap(List<KeyGroupTimers<K, N>> all) {
    heap = all.toArray(new KeyGroupTimers[0]);
    for (int i = 0; i < heap.length; i++) {
      heap[i].heapIndex = i;
    }
  }

  /** The earliest timer of all, or null. */
  Map.@Nullable Entry<byte[], Timer<K, N>> first() {
    if (!built) {
      for (int i = heap.length / 2; i >= 0; i--) {
        down(i);
      }
      built = true;
    }
    return heap[0].first();
  }

  /** Notes that the earliest timer of a key group may be another one. */
  void changed(KeyGroupTimers<K, N> timers) {
    if (built && !up(timers.heapIndex)) {
      down(timers.heapIndex);
    }
  }

  private boolean up(int from) {
    int at = from;
    while (at > 0 && isBefore(heap[at], heap[(at - 1) / 2])) {
      swap(at, (at - 1) / 2);
      at = (at - 1) / 2;
    }
    return at != from;
  }

  private void down(int from) {
    int at = from;
    while (true) {
      int least = at;
      for (int child = 2 * at + 1; child <= 2 * at + 2 && child < heap.length; child++) {
        if (isBefore(heap[child], heap[least])) {
          least = child;
        }
      }
      if (least == at) {
        return;
      }
      swap(at, least);
      at = least;
    }
  }

  private void swap(int left, int right) {
    KeyGroupTimers<K, N> moved = heap[left];
    heap[left] = heap[right];
    heap[right] = moved;
    heap[left].heapIndex = left;
    heap[right].heapIndex = right;
  }

  private static <K, N> boolean isBefore(KeyGroupTimers<K, N> left, KeyGroupTimers<K, N> right) {
    Map.Entry<byte[], Timer<K, N>> ours = left.first();
    Map.Entry<byte[], Timer<K, N>> theirs = right.first();
    if (ours == null || theirs == null) {
      return ours != null;
    }
    return ours.getValue().timestamp() < theirs.getValue().timestamp();
  }
}
