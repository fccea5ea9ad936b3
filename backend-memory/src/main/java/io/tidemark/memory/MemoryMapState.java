package io.tidemark.memory;

import io.tidemark.state.MapState;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A map whose entries are read and written one by one. */
final class MemoryMapState<K, N, U, V> extends StateHandle<K, N, MapState<U, V>>
    implements MapState<U, V> {

  private final StateTable<MapForm<K, N, U, V>> table;
  private final MapForm<K, N, U, V> form;
  private final Layout layout;
  private final Layout userLayout;
  private final Versions versions;
  private final Column<V> values;
  private final @Nullable Expiry expiry;
  private final boolean immutable;

  /** Whether nothing but the longs of a row need to be looked at to read a value. */
  private final boolean primitive;

  private final Probe userProbe = new Probe();

  MemoryMapState(CurrentKey<K> currentKey, StateTable<MapForm<K, N, U, V>> table) {
    super(currentKey, table.form().identities(), table.layout());
    this.table = table;
    this.form = table.form();
    this.layout = table.layout();
    this.userLayout = form.userLayout();
    this.versions = table.versions();
    this.values = form.values();
    this.expiry = form.expiry();
    this.immutable = values.serializer().isImmutable();
    this.primitive = userLayout.plain && userLayout.objects == 0 && expiry == null;
  }

  @Override
  MapState<U, V> self() {
    return this;
  }

  @Override
  public @Nullable V get(U key) {
    form.aim(userProbe, key);
    if (primitive) {
      PageDirectory map = find(probe());
      long[] longs = map == null ? null : map.findLongs(userProbe, userLayout);
      return longs == null ? null : values.get(longs, userProbe.slot);
    }
    return read(probe(), now());
  }

  @Override
  public void put(U key, V value) {
    Objects.requireNonNull(value);
    form.aim(userProbe, key);
    write(probe(), value, now());
  }

  @Override
  public void putAll(Map<? extends U, ? extends V> entries) {
    entries.forEach(this::put);
  }

  @Override
  public void remove(U key) {
    form.aim(userProbe, key);
    form.remove(table, probe(), userProbe);
  }

  @Override
  public boolean contains(U key) {
    form.aim(userProbe, key);
    PageDirectory map = find(probe());
    Page page = map == null ? null : map.find(userProbe, userLayout);
    return page != null && form.isLiveEntry(page, userProbe.slot, now());
  }

  @Override
  public boolean isEmpty() {
    PageDirectory map = find(probe());
    return map == null || !form.hasLive(map, now());
  }

  @Override
  public void clear() {
    form.removeAll(table, probe());
  }

  @Override
  public Iterator<Map.Entry<U, V>> iterator() {
    Probe here = probe().copy();
    return new Walk<>(
        here,
        (page, slot) -> {
          V value = readRow(here, page, slot);
          return value == null ? null : new LiveEntry(here, form.userKey(page, slot), value);
        });
  }

  @Override
  public Iterable<U> keys() {
    return () -> new Walk<>(probe().copy(), form::userKey);
  }

  @Override
  public Iterable<V> values() {
    return () -> {
      Probe here = probe().copy();
      return new Walk<>(here, (page, slot) -> readRow(here, page, slot));
    };
  }

  @Override
  public void merge(N target, Collection<N> sources) {
    for (N source : sources) {
      PageDirectory moved = source.equals(target) ? null : find(probe(source));
      if (moved != null) {
        moveAll(moved, target);
        form.removeAll(table, probe(source));
      }
    }
  }

  private @Nullable PageDirectory find(Probe probe) {
    Object[] rows = table.findObjects(probe);
    return rows == null ? null : (PageDirectory) layout.structure(rows, probe.slot);
  }

  /** The value of the user probe's entry, to be handed out, or null. */
  private @Nullable V read(Probe probe, long now) {
    PageDirectory map = find(probe);
    Page page = map == null ? null : map.find(userProbe, userLayout);
    if (page == null) {
      return null;
    }
    if (expiry != null) {
      V value = readExpiring(page, probe, expiry, now);
      table.sweep(now);
      return value;
    }
    return immutable ? values.get(page, userProbe.slot) : readMutable(page, probe);
  }

  private @Nullable V readExpiring(Page found, Probe probe, Expiry rule, long now) {
    if (!form.isLiveEntry(found, userProbe.slot, now)) {
      return null;
    }
    Page page = found;
    if (rule.refreshesOnRead()) {
      page = claim(probe);
      userLayout.stamp(page, userProbe.slot, now);
    }
    return immutable ? values.get(page, userProbe.slot) : readMutable(page, probe);
  }

  /** A value that its user may change in place is no capture's any more when it is handed out. */
  private @Nullable V readMutable(Page found, Probe probe) {
    Page page = found;
    if (versions.anyPinned()) {
      Page row = table.findWritable(probe);
      page =
          row == null
              ? null
              : form.writableMap(row, probe.slot, versions)
                  .findWritable(userProbe, userLayout, versions);
      if (page == null) {
        return null;
      }
      if (!page.isOwned(userProbe.slot)) {
        values.set(page, userProbe.slot, copy(values.get(page, userProbe.slot)));
        page.own(userProbe.slot);
      }
    }
    return values.get(page, userProbe.slot);
  }

  private void write(Probe probe, V value, long now) {
    Page page = claim(probe);
    int slot = userProbe.slot;
    values.set(page, slot, value);
    page.own(slot);
    if (expiry != null) {
      if (userProbe.inserted || expiry.refreshesOnWrite() || !form.isLiveEntry(page, slot, now)) {
        userLayout.stamp(page, slot, now);
      }
      table.sweep(now);
    }
  }

  /** The page with the user probe's entry, found or made, in the map at a probe, found or made. */
  private Page claim(Probe probe) {
    Page row = table.touch(probe);
    if (row != null) {
      PageDirectory map = form.writableMap(row, probe.slot, versions);
      Page page = map.touch(userProbe, userLayout, versions);
      if (page != null) {
        return page;
      }
    }
    return insert(probe);
  }

  private Page insert(Probe probe) {
    Page row = table.claim(probe);
    PageDirectory map;
    if (probe.inserted) {
      map = new PageDirectory(userLayout, versions.current());
      layout.structure(row, probe.slot, map);
    } else {
      map = form.writableMap(row, probe.slot, versions);
    }
    return map.claim(userProbe, userLayout, versions);
  }

  private void moveAll(PageDirectory moved, N target) {
    long now = now();
    EntryCursor cursor = new EntryCursor(moved, EntryCursor.EVERYTHING);
    while (cursor.next()) {
      Page from = cursor.page();
      if (form.isLiveEntry(from, cursor.slot(), now)) {
        userLayout.aimAtRow(userProbe, from, cursor.slot());
        V value = values.get(from, cursor.slot());
        Page page = claim(probe(target));
        values.set(page, userProbe.slot, immutable ? value : copy(value));
        page.own(userProbe.slot);
        if (expiry != null) {
          userLayout.stamp(page, userProbe.slot, userLayout.stamp(from, cursor.slot()));
        }
      }
    }
  }

  /** The value of an entry that a walk came to, or null if it is gone. */
  private @Nullable V readRow(Probe here, Page page, int slot) {
    if (immutable && expiry == null) {
      return values.get(page, slot);
    }
    userLayout.aimAtRow(userProbe, page, slot);
    return read(here, now());
  }

  private V copy(V value) {
    return values.serializer().copy(value);
  }

  private long now() {
    return expiry == null ? 0 : expiry.now();
  }

  /**
   * Walks over the map at a probe, whatever becomes of the map meanwhile, until another key is
   * current.
   */
  private final class Walk<R> implements Iterator<R> {

    private final Probe here;
    private final Probe key;
    private final LiveRows.Reading<R> reading;
    private final RowWalk rows;
    private @Nullable R next;
    private @Nullable Page seen;
    private int seenSlot;

    Walk(Probe here, LiveRows.Reading<R> reading) {
      this.here = here;
      this.key = isNamespaced() ? currentKey().copy() : here;
      this.reading = reading;
      rows = new RowWalk(() -> find(here), userLayout);
    }

    @Override
    public boolean hasNext() {
      if (!currentKey().isSameKey(key)) {
        return false;
      }
      while (next == null) {
        if (!rows.next()) {
          return false;
        }
        Page page = rows.page();
        int slot = rows.slot();
        if (expiry == null || form.isLiveEntry(page, slot, now())) {
          next = reading.read(page, slot);
        }
      }
      return true;
    }

    @Override
    public R next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      R row = next;
      next = null;
      seen = rows.page();
      seenSlot = rows.slot();
      return row;
    }

    @Override
    public void remove() {
      if (seen == null) {
        throw new IllegalStateException("There is no entry to remove; call next() before");
      }
      userLayout.aimAtRow(userProbe, seen, seenSlot);
      form.remove(table, here, userProbe);
      seen = null;
    }
  }

  /** An entry through which the map is written. */
  private final class LiveEntry implements Map.Entry<U, V> {

    private final Probe here;
    private final U key;
    private V value;

    LiveEntry(Probe here, U key, V value) {
      this.here = here;
      this.key = key;
      this.value = value;
    }

    @Override
    public U getKey() {
      return key;
    }

    @Override
    public V getValue() {
      return value;
    }

    @Override
    public V setValue(V newValue) {
      V before = value;
      value = Objects.requireNonNull(newValue);
      form.aim(userProbe, key);
      write(here, newValue, now());
      return before;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Map.Entry<?, ?> entry
          && key.equals(entry.getKey())
          && value.equals(entry.getValue());
    }

    @Override
    public int hashCode() {
      return key.hashCode() ^ value.hashCode();
    }

    @Override
    public String toString() {
      return key + "=" + value;
    }
  }
}
