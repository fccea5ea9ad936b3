package io.tidemark.memory;

import io.tidemark.spi.NamespacedState;
import io.tidemark.state.State;

/**
 * What all handles have: a current key, a current namespace, and the probe that is aimed at both.
 */
abstract class StateHandle<K, N, S extends State> implements NamespacedState<N, S> {

  private final CurrentKey<K> currentKey;
  private final Identities<K, N> identities;
  private final Layout layout;
  private final boolean namespaced;
  private final Probe own = new Probe();
  private final Probe other = new Probe();

  StateHandle(CurrentKey<K> currentKey, Identities<K, N> identities, Layout layout) {
    this.currentKey = currentKey;
    this.identities = identities;
    this.layout = layout;
    this.namespaced = identities.hasNamespaces();
    own.group = -1;
  }

  /** The state itself. */
  abstract S self();

  @Override
  public final S in(N namespace) {
    identities.setNamespace(own, namespace);
    return self();
  }

  /** A probe at the current key, of which only the key is to be looked at. */
  final Probe currentKey() {
    return currentKey.probe();
  }

  /** A probe at the current key and namespace. */
  final Probe probe() {
    Probe key = currentKey.probe();
    if (!namespaced) {
      return key;
    }
    layout.aim(own, key);
    return own;
  }

  /** Whether {@link #probe()} tells namespaces apart, so that it is more than the current key. */
  final boolean isNamespaced() {
    return namespaced;
  }

  /** A probe at the current key and another namespace than the current one. */
  final Probe probe(N namespace) {
    Probe key = currentKey.probe();
    identities.setNamespace(other, namespace);
    layout.aim(other, key);
    return other;
  }
}
