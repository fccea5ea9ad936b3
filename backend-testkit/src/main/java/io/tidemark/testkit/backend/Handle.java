package io.tidemark.testkit.backend;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.NoNamespace;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A state of any kind, into which numbers are put for the store's current key. */
final class Handle<N> {

  private final Kind kind;
  private final String name;
  private final NamespacedState<N, ? extends State> states;
  private State current;

  private Handle(Kind kind, String name, NamespacedState<N, ? extends State> states, N namespace) {
    this.kind = kind;
    this.name = name;
    this.states = states;
    current = states.in(namespace);
  }

  /** The state of that kind and name, in no namespace. */
  static Handle<NoNamespace> of(KitStore<?> store, Kind kind, String name) {
    return of(store, kind, kind.descriptor(name));
  }

  static Handle<NoNamespace> expiring(
      KitStore<?> store, Kind kind, String name, TimeToLive timeToLive) {
    return of(store, kind, kind.expiring(name, timeToLive));
  }

  static Handle<Long> expiringNumbered(
      KitStore<?> store, Kind kind, String name, TimeToLive timeToLive) {
    return new Handle<>(
        kind, name, store.state(kind.expiring(name, timeToLive), Serializers.LONG), 0L);
  }

  private static Handle<NoNamespace> of(
      KitStore<?> store, Kind kind, StateDescriptor<? extends State> descriptor) {
    return new Handle<>(
        kind,
        descriptor.name(),
        store.state(descriptor, NoNamespace.SERIALIZER),
        NoNamespace.INSTANCE);
  }

  /** The state of that kind and name, with numbers as namespaces, in namespace 0. */
  static Handle<Long> numbered(KitStore<?> store, Kind kind, String name) {
    return of(store, kind, name, Serializers.LONG, 0L);
  }

  static <N> Handle<N> of(
      KitStore<?> store, Kind kind, String name, Serializer<N> namespaces, N first) {
    return new Handle<>(kind, name, store.state(kind.descriptor(name), namespaces), first);
  }

  String name() {
    return name;
  }

  Handle<N> in(N namespace) {
    current = states.in(namespace);
    return this;
  }

  /** The state as {@link NamespacedState#in} gave it last. */
  State state() {
    return current;
  }

  Handle<N> put(long... numbers) {
    for (long number : numbers) {
      kind.put(current, number);
    }
    return this;
  }

  void clear() {
    current.clear();
  }

  void merge(N target, Collection<N> sources) {
    states.merge(target, sources);
  }

  @Nullable Object contents() {
    return kind.contents(current);
  }
}
