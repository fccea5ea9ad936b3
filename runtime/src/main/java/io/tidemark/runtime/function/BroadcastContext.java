package io.tidemark.runtime.function;

import io.tidemark.serialization.Serializer;
import io.tidemark.state.BroadcastMap;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;

/** What a function with a broadcast input may use. */
public interface BroadcastContext<O> extends Collector<O> {

  /** Keyed state, to be used in {@link BroadcastProcess#process} only. */
  <S extends State> S state(StateDescriptor<S> descriptor);

  /**
   * A map that must be written in {@link BroadcastProcess#processBroadcast} only, so that it is the
   * same everywhere.
   */
  <A, V> BroadcastMap<A, V> broadcastMap(String name, Serializer<A> key, Serializer<V> value);
}
