package io.tidemark.rocksdb;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.state.State;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The one value of the current key and namespace, with its time to live. */
abstract class ScalarAccess<N, V, S extends State> extends KeyedAccess<N, S> {

  private final ScalarColumn<V> column;

  ScalarAccess(
      StoreParts<?> parts, ScalarColumn<V> column, Serializer<N> namespaces, Expiry expiry) {
    super(parts, column, namespaces, expiry);
    this.column = column;
  }

  final @Nullable V read() {
    WriteBuffer at = position();
    Entry entry = cache.get(at.array(), at.position(), positionHash(), column);
    if (!expiry.isOn() || !entry.present) {
      return column.value(entry);
    }
    long now = now();
    if (expiry.isExpired(entry.bits, now)) {
      remove(entry);
      return null;
    }
    if (expiry.countsFromRead() && entry.bits != now) {
      entry = cache.changeable(entry);
      entry.bits = now;
      cache.weigh(entry);
    }
    return column.value(entry);
  }

  final void write(V value) {
    WriteBuffer at = position();
    Entry entry;
    if (!expiry.isOn()) {
      entry = cache.overwrite(at.array(), at.position(), positionHash(), column);
    } else if (!expiry.countsFromCreation()) {
      entry = cache.overwrite(at.array(), at.position(), positionHash(), column);
      entry.bits = now();
    } else {
      entry = cache.getForChange(at.array(), at.position(), positionHash(), column);
      long now = now();
      if (!entry.present || expiry.isExpired(entry.bits, now)) {
        entry.bits = now;
      }
    }
    column.set(entry, value);
    cache.weigh(entry);
  }

  /** Makes what is there absent. */
  public final void clear() {
    WriteBuffer at = position();
    Entry entry = cache.peek(at.array(), at.position(), positionHash());
    if (entry != null && !entry.present) {
      return;
    }
    entry = cache.overwrite(at.array(), at.position(), positionHash(), column);
    column.clear(entry);
    cache.weigh(entry);
  }

  /**
   * The value for a change in place: a value that is mutable may be changed before it is written.
   */
  final @Nullable V readForChange() {
    WriteBuffer at = position();
    Entry entry = cache.get(at.array(), at.position(), positionHash(), column);
    return column.isLive(entry, expiry.isOn() ? now() : 0) ? column.value(entry) : null;
  }

  /** One value of two of which {@code later} came after {@code earlier}. */
  abstract V combine(V earlier, V later);

  @Override
  final void mergeInto(N target, Collection<N> sources) {
    prefetch(target, sources);
    V merged = null;
    for (N source : sources) {
      if (source.equals(target)) {
        continue;
      }
      in(source);
      V value = readForChange();
      if (value != null) {
        merged = merged == null ? value : combine(merged, value);
        clear();
      }
    }
    if (merged != null) {
      in(target);
      V before = readForChange();
      write(before == null ? merged : combine(before, merged));
    }
  }

  private void remove(Entry entry) {
    Entry gone = cache.changeable(entry);
    column.clear(gone);
    cache.weigh(gone);
  }
}
