package io.tidemark.rocksdb;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.state.ListState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** A list. Appending reads nothing; the whole is put together when somebody asks for it. */
final class RocksDbListState<N, T> extends KeyedAccess<N, ListState<T>> implements ListState<T> {

  private final ListColumn<T> column;
  private final boolean expiring;

  RocksDbListState(
      StoreParts<?> parts, ListColumn<T> column, Serializer<N> namespaces, Expiry expiry) {
    super(parts, column, namespaces, expiry);
    this.column = column;
    this.expiring = column.isExpiring();
  }

  @Override
  ListState<T> self() {
    return this;
  }

  @Override
  public List<T> get() {
    Entry entry = complete();
    if (!entry.present || !(entry.value instanceof ListValue list)) {
      return List.of();
    }
    List<T> live = new ArrayList<>(list.size);
    long now = expiring ? now() : 0;
    for (int i = 0; i < list.size; i++) {
      if (!expiring || !expiry.isExpired(list.stamps[i], now)) {
        live.add(column.item(list, i));
      }
    }
    if (expiring && (live.size() < list.size || expiry.countsFromRead())) {
      keep(live, list, now);
    }
    return live;
  }

  @Override
  public void add(T element) {
    append(element, expiring ? now() : 0);
  }

  @Override
  public void addAll(List<? extends T> elements) {
    long now = expiring ? now() : 0;
    for (T element : elements) {
      append(element, now);
    }
  }

  @Override
  public void update(List<? extends T> elements) {
    if (elements.isEmpty()) {
      clear();
      return;
    }
    ListValue list = ListValue.replacing();
    long now = expiring ? now() : 0;
    for (T element : elements) {
      list.add(element, now, expiring);
    }
    replace(list);
  }

  @Override
  public void clear() {
    WriteBuffer at = position();
    Entry entry = cache.peek(at.array(), at.position(), positionHash());
    if (entry != null && !entry.present) {
      return;
    }
    entry = cache.overwrite(at.array(), at.position(), positionHash(), column);
    entry.value = ListValue.replacing();
    entry.present = false;
    cache.weigh(entry);
  }

  @Override
  void mergeInto(N target, Collection<N> sources) {
    prefetch(target, sources);
    List<T> moved = new ArrayList<>();
    List<Long> stamps = new ArrayList<>();
    for (N source : sources) {
      if (source.equals(target)) {
        continue;
      }
      in(source);
      Entry entry = complete();
      if (!entry.present || !(entry.value instanceof ListValue list)) {
        continue;
      }
      for (int i = 0; i < list.size; i++) {
        moved.add(column.item(list, i));
        stamps.add(expiring ? list.stamps[i] : 0L);
      }
      clear();
    }
    if (!moved.isEmpty()) {
      in(target);
      if (expiring) {
        // The last elements may be the oldest now: whether the list lives is told by all of it.
        cache.changeable(complete());
      }
      for (int i = 0; i < moved.size(); i++) {
        append(moved.get(i), stamps.get(i));
      }
    }
  }

  private void append(T element, long stamp) {
    WriteBuffer at = position();
    Entry entry = cache.overwrite(at.array(), at.position(), positionHash(), column);
    boolean appended = false;
    try {
      column.append(entry, element, stamp);
      appended = true;
    } finally {
      if (!appended) {
        // The entry is part of a generation now, which must not take it for a list that was
        // cleared.
        complete();
      }
    }
    cache.weigh(entry);
  }

  /** Leaves the live elements only, with their times as they are or counting from this read. */
  private void keep(List<T> live, ListValue before, long now) {
    if (live.isEmpty()) {
      clear();
      return;
    }
    ListValue list = ListValue.replacing();
    for (int i = 0, at = 0; i < before.size; i++) {
      if (!expiry.isExpired(before.stamps[i], now)) {
        list.add(live.get(at++), expiry.countsFromRead() ? now : before.stamps[i], true);
      }
    }
    replace(list);
  }

  private void replace(ListValue list) {
    WriteBuffer at = position();
    Entry entry = cache.overwrite(at.array(), at.position(), positionHash(), column);
    entry.value = list;
    entry.present = true;
    cache.weigh(entry);
  }

  /** The entry with all elements, none of which a frozen generation will see changed. */
  private Entry complete() {
    WriteBuffer at = position();
    Entry entry = cache.peek(at.array(), at.position(), positionHash());
    if (entry == null || !(entry.value instanceof ListAppends appends)) {
      Entry known = cache.get(at.array(), at.position(), positionHash(), column);
      if (known.value instanceof ListValue list) {
        column.own(list);
      }
      return known;
    }
    ListValue whole = gather(appends, at);
    cache.unwritten().own(entry);
    whole.begin = cache.unwritten().isCurrent(entry) ? whole.size - appends.count : whole.size;
    entry.value = whole;
    entry.present = whole.size > 0;
    cache.weigh(entry);
    return entry;
  }

  /**
   * Puts together what the database has and what newer generations appended. Whether the database
   * has a generation's appends already must not change in between, or they would come twice.
   */
  private ListValue gather(ListAppends newest, WriteBuffer at) {
    cache.taking().lock();
    try {
      ListValue whole = new ListValue();
      ReadBuffer base = cache.read(at.array(), at.position());
      if (base != null) {
        column.readInto(base, whole);
      }
      Deque<ListAppends> newer = new ArrayDeque<>();
      for (ListAppends from = newest;
          from != null && cache.unwritten().has(from.generation);
          from = from.older) {
        newer.push(from);
      }
      newer.forEach(appends -> column.readInto(appends.read(), whole));
      return whole;
    } finally {
      cache.taking().unlock();
    }
  }
}
