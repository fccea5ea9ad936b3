package io.tidemark.memory;

import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.Timer;
import io.tidemark.spi.TimerQueue;
import org.jspecify.annotations.Nullable;

/**
 * Timers. Which there are is said by a {@link StateTable}, which captures pin and increments follow
 * as they do for any state; in which order they come, by a {@link TimerHeap} over all key groups.
 *
 * <p>A removed timer stays in the heap until it comes to the top, or until half of the heap is gone
 * from the table: then the heap is made anew. So adding and polling cost one step down or up the
 * heap and one look-up, removing one look-up.
 */
final class MemoryTimerQueue<K, N> implements TimerQueue<K, N> {

  private static final int SMALL = 64;

  private final StateTable<TimerForm<K, N>> table;
  private final Identities<K, N> identities;
  private final Layout layout;
  private final KeyGroupRange keyGroups;
  private final Probe probe = new Probe();
  private TimerHeap heap;
  private long size;
  private @Nullable Timer<K, N> head;

  MemoryTimerQueue(StateTable<TimerForm<K, N>> table) {
    this.table = table;
    identities = table.form().rows().identities();
    layout = table.layout();
    keyGroups = table.keyGroups();
    size = table.size();
    heap = heapOfAll();
  }

  StateTable<TimerForm<K, N>> table() {
    return table;
  }

  @Override
  public boolean add(long timestamp, K key, int keyGroup, N namespace) {
    aim(timestamp, key, keyGroup, namespace);
    if (table.find(probe) != null) {
      return false;
    }
    Page page = table.claim(probe);
    heap.add(page, probe.slot, probe.group);
    size++;
    if (head != null && timestamp < head.timestamp()) {
      head = null;
    }
    return true;
  }

  @Override
  public boolean remove(long timestamp, K key, int keyGroup, N namespace) {
    aim(timestamp, key, keyGroup, namespace);
    if (table.find(probe) == null) {
      return false;
    }
    removeFromTable();
    if (head != null && timestamp == head.timestamp()) {
      head = null;
    }
    if (heap.size() > SMALL && size < heap.size() / 2) {
      heap = heapOfAll();
    }
    return true;
  }

  @Override
  public @Nullable Timer<K, N> peek() {
    if (head == null) {
      head = findHead();
    }
    return head;
  }

  @Override
  public @Nullable Timer<K, N> poll() {
    Timer<K, N> first = peek();
    if (first != null) {
      aimAtFirst();
      removeFromTable();
      heap.removeFirst();
      head = null;
    }
    return first;
  }

  @Override
  public boolean isEmpty() {
    return size == 0;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Iterable<Timer<K, N>> inKeyGroup(int keyGroup) {
    int position = position(keyGroup);
    return () ->
        new LiveRows<>(
            table,
            position,
            position,
            Expiry.NEVER,
            (page, slot) ->
                new Timer<>(
                    layout.time(page, slot),
                    identities.key(page, slot),
                    keyGroup,
                    identities.namespace(page, slot)));
  }

  private @Nullable Timer<K, N> findHead() {
    while (heap.size() > 0) {
      aimAtFirst();
      Page page = table.find(probe);
      if (page != null) {
        return new Timer<>(
            probe.time,
            identities.key(page, probe.slot),
            keyGroups.first() + probe.group,
            identities.namespace(page, probe.slot));
      }
      heap.removeFirst();
    }
    return null;
  }

  private void aimAtFirst() {
    probe.group = heap.firstGroup();
    layout.aimAtRow(probe, heap.rows(), 0);
  }

  private void aim(long timestamp, K key, int keyGroup, N namespace) {
    probe.group = position(keyGroup);
    probe.time = timestamp;
    identities.aim(probe, key, namespace);
  }

  private int position(int keyGroup) {
    if (!keyGroups.contains(keyGroup)) {
      throw new IllegalArgumentException(
          "Key group " + keyGroup + " is not in this store's " + keyGroups);
    }
    return keyGroup - keyGroups.first();
  }

  private void removeFromTable() {
    table.remove(probe);
    size--;
  }

  private TimerHeap heapOfAll() {
    TimerHeap all = new TimerHeap(layout, Math.toIntExact(size));
    for (int group = 0; group < keyGroups.size(); group++) {
      PageDirectory timers = table.group(group);
      if (timers != null) {
        EntryCursor cursor = new EntryCursor(timers, EntryCursor.EVERYTHING);
        while (cursor.next()) {
          all.add(cursor.page(), cursor.slot(), group);
        }
      }
    }
    return all;
  }
}
