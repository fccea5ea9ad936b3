package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyAndNamespace;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.TimerQueue;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import java.util.List;
import java.util.stream.Stream;

/** Stores that go wrong about keys, key groups and the names of states. */
final class BrokenKeys {

  private BrokenKeys() {}

  static List<Broken> all() {
    return List.of(
        Broken.store(
            "keys come twice",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  public <N> Stream<Object> keys(String state, N namespace) {
                    return Stream.concat(
                        super.keys(state, namespace), super.keys(state, namespace));
                  }

                  @Override
                  public <N> Stream<KeyAndNamespace<Object, N>> keysAndNamespaces(String state) {
                    return Stream.concat(
                        super.keysAndNamespaces(state), super.keysAndNamespaces(state));
                  }
                },
            "Keys.keys_areThoseThatHoldSomething",
            "Keys.keysAndNamespaces_areEachOnce"),
        Broken.store(
            "keys break when the state changes",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  public <N> Stream<Object> keys(String state, N namespace) {
                    return Stream.concat(
                        Stream.of(0).flatMap(any -> super.keys(state, namespace)).limit(1),
                        Stream.of(0).flatMap(any -> super.keys(state, namespace)).skip(1));
                  }
                },
            "Keys.entryOfTheKeySeenLast_mayBeRemovedOrUpdated"),
        Broken.store(
            "keys of a state that nobody asked for are none",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  public <N> Stream<Object> keys(String state, N namespace) {
                    try {
                      return super.keys(state, namespace);
                    } catch (IllegalArgumentException e) {
                      return Stream.of();
                    }
                  }
                },
            "Keys.keysOfAStateThatNobodyAskedFor_areRefused",
            "Keys.keysInANamespaceOfAnotherType_areRefused"),
        Broken.store(
            "every key group is welcome",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  public void setCurrentKey(Object key, int keyGroup) {
                    super.setCurrentKey(
                        key, Math.min(keyGroups().last(), Math.max(keyGroups().first(), keyGroup)));
                  }
                },
            "Keys.keyGroupOutsideOfTheStore_isRefused"),
        Broken.store(
            "the key group is the backend's",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  public void setCurrentKey(Object key, int keyGroup) {
                    super.setCurrentKey(key, Math.floorMod(key.hashCode(), 16));
                  }
                },
            "Keys.keyGroup_isTheEnginesAndNotTheBackends"),
        Broken.store(
            "a state is made anew each time",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  public <N, S extends State> NamespacedState<N, S> state(
                      StateDescriptor<S> descriptor, Serializer<N> namespaces) {
                    entries()
                        .keySet()
                        .removeIf(place -> place.state().name().equals(descriptor.name()));
                    return super.state(descriptor, namespaces);
                  }
                },
            "Names.askedAgain_isTheSameState",
            "Snapshots.restoredStore_holdsWhatWasThere"),
        Broken.store(
            "names of queues and states meet",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  public <N> TimerQueue<Object, N> timers(String name, Serializer<N> namespaces) {
                    state(StateDescriptor.value(name, Serializers.LONG), namespaces);
                    return super.timers(name, namespaces);
                  }
                },
            "Names.queueAndStateOfOneName_areApart"));
  }
}
