package io.tidemark.memory;

import io.tidemark.serialization.LongEncoded;
import io.tidemark.state.State;
import java.util.Collection;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** What the handles of states with one value each have in common: reading and writing it. */
abstract class ValueHandle<K, N, V, S extends State> extends StateHandle<K, N, S> {

  private final StateTable<ValueForm<K, N, V>> table;
  private final Layout layout;
  private final Versions versions;
  private final Column<V> values;
  private final @Nullable Expiry expiry;
  private final boolean immutable;

  /** How values are made where nothing but a pair of longs need to be looked at to read one. */
  private final @Nullable LongEncoded<V> pairs;

  /** Whether nothing but the identity and an object need to be looked at to read a value. */
  private final boolean object;

  ValueHandle(CurrentKey<K> currentKey, StateTable<ValueForm<K, N, V>> table) {
    super(currentKey, table.form().rows().identities(), table.layout());
    this.table = table;
    this.layout = table.layout();
    this.versions = table.versions();
    this.values = table.form().values();
    this.expiry = table.form().expiry();
    this.immutable = values.serializer().isImmutable();
    this.pairs = layout.paired ? values.encoded() : null;
    this.object = !values.isLong() && expiry == null;
  }

  /** The value at the current key and namespace to be handed out, or null. */
  final @Nullable V read() {
    return pairs == null ? read(probe()) : readPair(currentKey(), pairs);
  }

  private @Nullable V readPair(Probe probe, LongEncoded<V> encoded) {
    PageDirectory group = table.group(probe.group);
    return group == null ? null : group.readPair(probe, layout, encoded);
  }

  /** The value to be handed out, or null. */
  final @Nullable V read(Probe probe) {
    if (pairs != null) {
      return readPair(probe, pairs);
    }
    if (object) {
      Object[] objects = table.findObjects(probe);
      return objects == null ? null : handOut(values.get(objects, probe.slot), probe);
    }
    Page page = table.find(probe);
    if (page == null) {
      return null;
    }
    return expiry == null
        ? handOut(values.get(page, probe.slot), probe)
        : readExpiring(page, probe, expiry);
  }

  /** Replaces the value. */
  final void write(Probe probe, V value) {
    Page page = table.touch(probe);
    if (page == null) {
      page = table.claim(probe);
    }
    values.set(page, probe.slot, value);
    page.own(probe.slot);
    if (expiry != null) {
      long now = expiry.now();
      if (probe.inserted
          || expiry.refreshesOnWrite()
          || expiry.isExpired(layout.stamp(page, probe.slot), now)) {
        layout.stamp(page, probe.slot, now);
      }
      table.sweep(now);
    }
  }

  /** Forgets the value. */
  final void remove(Probe probe) {
    table.remove(probe);
  }

  /** Merges the values of {@code sources} into that of {@code target}, in their order. */
  final void mergeInto(N target, Collection<N> sources, BinaryOperator<V> merging) {
    V merged = read(probe(target));
    boolean changed = false;
    for (N source : sources) {
      V value = source.equals(target) ? null : read(probe(source));
      if (value != null) {
        remove(probe(source));
        merged = merged == null ? value : merging.apply(merged, value);
        changed = true;
      }
    }
    if (changed && merged != null) {
      write(probe(target), merged);
    }
  }

  private @Nullable V readExpiring(Page found, Probe probe, Expiry rule) {
    long now = rule.now();
    Page page = found;
    int slot = probe.slot;
    V value = null;
    if (!rule.isExpired(layout.stamp(page, slot), now)) {
      if (rule.refreshesOnRead()) {
        page = table.claim(probe);
        slot = probe.slot;
        layout.stamp(page, slot, now);
      }
      value = handOut(values.get(page, slot), probe);
    }
    table.sweep(now);
    return value;
  }

  /**
   * The value that the probe found, or a copy in its place: one that its user may change is no
   * capture's any more when it is handed out.
   */
  private V handOut(V value, Probe probe) {
    return immutable || !versions.anyPinned(probe.group) ? value : owned(value, probe);
  }

  private V owned(V value, Probe probe) {
    Page page = table.renewed(probe);
    if (page.isOwned(probe.slot)) {
      return value;
    }
    V copy = values.serializer().copy(value);
    values.set(page, probe.slot, copy);
    page.own(probe.slot);
    return copy;
  }
}
