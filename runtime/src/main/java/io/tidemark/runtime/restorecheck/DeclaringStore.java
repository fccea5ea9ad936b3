package io.tidemark.runtime.restorecheck;

import io.tidemark.serialization.Serializer;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.KeyAndNamespace;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.TimerQueue;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** An empty store that remembers what is asked of it. */
record DeclaringStore<K>(String operator, KeyedStore<K> empty, Consumer<DeclaredState> declarations)
    implements KeyedStore<K> {

  @Override
  public <N, S extends State> NamespacedState<N, S> state(
      StateDescriptor<S> descriptor, Serializer<N> namespaces) {
    declarations.accept(DeclaredState.keyed(operator, descriptor, namespaces.description()));
    return empty.state(descriptor, namespaces);
  }

  @Override
  public <N> TimerQueue<K, N> timers(String name, Serializer<N> namespaces) {
    declarations.accept(DeclaredState.timers(operator, name, namespaces.description()));
    return empty.timers(name, namespaces);
  }

  @Override
  public KeyGroupRange keyGroups() {
    return empty.keyGroups();
  }

  @Override
  public Serializer<K> keySerializer() {
    return empty.keySerializer();
  }

  @Override
  public void setCurrentKey(K key, int keyGroup) {
    empty.setCurrentKey(key, keyGroup);
  }

  @Override
  public <N> Stream<K> keys(String state, N namespace) {
    return empty.keys(state, namespace);
  }

  @Override
  public <N> Stream<KeyAndNamespace<K, N>> keysAndNamespaces(String state) {
    return empty.keysAndNamespaces(state);
  }

  @Override
  public StoreCapture capture(CaptureRequest request) {
    return empty.capture(request);
  }

  @Override
  public void snapshotCompleted(long snapshotId) {
    empty.snapshotCompleted(snapshotId);
  }

  @Override
  public void snapshotDiscarded(long snapshotId) {
    empty.snapshotDiscarded(snapshotId);
  }

  @Override
  public void close() {
    empty.close();
  }
}
