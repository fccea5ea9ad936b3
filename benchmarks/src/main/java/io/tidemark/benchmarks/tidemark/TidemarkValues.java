package io.tidemark.benchmarks.tidemark;

import io.tidemark.benchmarks.peer.Capture;
import io.tidemark.benchmarks.peer.CaptureKind;
import io.tidemark.benchmarks.peer.SnapshotStore;
import io.tidemark.spi.NoNamespace;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One value a key. */
final class TidemarkValues<K, V> implements SnapshotStore<K, V> {

  private final CurrentKey<K> keyed;
  private final String name;
  private final ValueState<V> values;
  private final JobSnapshots snapshots;

  TidemarkValues(
      CurrentKey<K> keyed, StateDescriptor<ValueState<V>> descriptor, JobSnapshots snapshots) {
    this.keyed = keyed;
    this.name = descriptor.name();
    this.values = keyed.store().state(descriptor);
    this.snapshots = snapshots;
  }

  @Override
  public @Nullable V get(K key) {
    keyed.set(key);
    return values.value();
  }

  @Override
  public void put(K key, V value) {
    keyed.set(key);
    values.update(value);
  }

  @Override
  public void modify(K key, UnaryOperator<V> change) {
    keyed.set(key);
    values.update(change.apply(Objects.requireNonNull(values.value())));
  }

  @Override
  public boolean owns(K key) {
    return keyed.store().keyGroups().contains(keyed.keyGroup(key));
  }

  @Override
  public Capture capture(CaptureKind kind) {
    return snapshots.capture(keyed.store(), kind);
  }

  @Override
  public long scan() {
    long seen = 0;
    try (Stream<K> keys = keyed.store().keys(name, NoNamespace.INSTANCE)) {
      for (Iterator<K> i = keys.iterator(); i.hasNext(); ) {
        if (get(i.next()) != null) {
          seen++;
        }
      }
    }
    return seen;
  }

  @Override
  public void close() {
    keyed.store().close();
  }
}
