package io.tidemark.benchmarks.flink;

import io.tidemark.benchmarks.peer.Capture;
import io.tidemark.benchmarks.peer.CaptureKind;
import io.tidemark.benchmarks.peer.Share;
import io.tidemark.benchmarks.peer.SnapshotStore;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.VoidNamespace;
import org.jspecify.annotations.Nullable;

/** One value a key. */
final class FlinkValues<K, V> implements SnapshotStore<K, V> {

  private final AbstractKeyedStateBackend<K> backend;
  private final String name;
  private final ValueState<V> values;
  private final Checkpoints checkpoints;

  FlinkValues(
      AbstractKeyedStateBackend<K> backend,
      ValueStateDescriptor<V> descriptor,
      Checkpoints checkpoints) {
    this.backend = backend;
    this.name = descriptor.getName();
    this.checkpoints = checkpoints;
    this.values = Backends.state(backend, descriptor);
  }

  @Override
  public @Nullable V get(K key) {
    backend.setCurrentKey(key);
    try {
      return values.value();
    } catch (IOException e) {
      throw new FlinkException(e);
    }
  }

  @Override
  public void put(K key, V value) {
    backend.setCurrentKey(key);
    try {
      values.update(value);
    } catch (IOException e) {
      throw new FlinkException(e);
    }
  }

  @Override
  public void modify(K key, UnaryOperator<V> change) {
    backend.setCurrentKey(key);
    try {
      values.update(change.apply(values.value()));
    } catch (IOException e) {
      throw new FlinkException(e);
    }
  }

  @Override
  public boolean owns(K key) {
    return backend
        .getKeyGroupRange()
        .contains(KeyGroupRangeAssignment.assignToKeyGroup(key, Share.KEY_GROUPS));
  }

  @Override
  public Capture capture(CaptureKind kind) {
    return checkpoints.capture(backend, kind);
  }

  @Override
  public long scan() {
    long seen = 0;
    try (Stream<K> keys = backend.getKeys(name, VoidNamespace.INSTANCE)) {
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
    Backends.close(backend);
  }
}
