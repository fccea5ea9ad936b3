package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.Serializer;
import io.tidemark.spi.NamespacedState;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stores that mix up namespaces, or what is merged from them. */
final class BrokenNamespaces {

  private BrokenNamespaces() {}

  static List<Broken> all() {
    return List.of(
        Broken.store(
            "namespaces are ignored",
            (request, clock) ->
                new InterceptingStore(request, clock) {
                  private final Map<Object, Object> first = new HashMap<>();

                  @Override
                  @SuppressWarnings("unchecked")
                  <N, S extends State> S onIn(NamespacedState<N, S> states, N namespace) {
                    return states.in((N) first.computeIfAbsent(states, key -> namespace));
                  }
                },
            "Namespaces.namespaces_areApart",
            "Namespaces.namespacesThatBeginAlike_areApart",
            "Namespaces.manyNamespacesOfOneKey_areKeptAndCleared"),
        Broken.store(
            "a namespace is forgotten when the key changes",
            (request, clock) ->
                new InterceptingStore(request, clock) {
                  private final Map<NamespacedState<?, ?>, Object> first = new HashMap<>();

                  @Override
                  <N, S extends State> S onIn(NamespacedState<N, S> states, N namespace) {
                    first.putIfAbsent(states, namespace);
                    return states.in(namespace);
                  }

                  @Override
                  public void setCurrentKey(Object key, int keyGroup) {
                    super.setCurrentKey(key, keyGroup);
                    first.forEach(BrokenNamespaces::reset);
                  }
                },
            "Namespaces.namespace_staysCurrentWhenTheKeyChanges"),
        Broken.store(
            "every namespace has a state object of its own",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  public <N, S extends State> NamespacedState<N, S> state(
                      StateDescriptor<S> descriptor, Serializer<N> namespaces) {
                    NamespacedState<N, S> states = super.state(descriptor, namespaces);
                    return new NamespacedState<>() {
                      @Override
                      public S in(N namespace) {
                        return new InterceptingStore(request, clock)
                            .intercept(states.in(namespace));
                      }

                      @Override
                      public void merge(N target, Collection<N> sources) {
                        states.merge(target, sources);
                      }
                    };
                  }
                },
            "Namespaces.in_returnsAlwaysTheSameState"),
        merge(
            "merging takes the sources backwards",
            new Merge() {
              @Override
              public <N, S extends State> void merge(
                  NamespacedState<N, S> states, N target, Collection<N> sources) {
                List<N> backwards = new ArrayList<>(sources);
                Collections.reverse(backwards);
                states.merge(target, backwards);
              }
            },
            "Namespaces.merge_movesTheSourcesIntoTheTarget",
            "Namespaces.mergeOfMaps_letsALaterSourceWin"),
        merge(
            "merging drops what the target had",
            new Merge() {
              @Override
              public <N, S extends State> void merge(
                  NamespacedState<N, S> states, N target, Collection<N> sources) {
                states.in(target).clear();
                states.merge(target, sources);
              }
            },
            "Namespaces.merge_movesTheSourcesIntoTheTarget",
            "Namespaces.merge_withTheTargetAmongTheSources_keepsItsPart",
            "Namespaces.merge_ofEmptySources_changesNothing"),
        merge(
            "merging that fails leaves another namespace current",
            new Merge() {
              @Override
              public <N, S extends State> void merge(
                  NamespacedState<N, S> states, N target, Collection<N> sources) {
                try {
                  states.merge(target, sources);
                } catch (IllegalStateException e) {
                  states.in(target);
                  throw e;
                }
              }
            },
            "Namespaces.mergeThatFails_leavesTheNamespaceCurrent"),
        merge(
            "merging does nothing",
            new Merge() {
              @Override
              public <N, S extends State> void merge(
                  NamespacedState<N, S> states, N target, Collection<N> sources) {}
            },
            "Namespaces.merge_intoAnEmptyTarget_fillsIt",
            "Namespaces.mergedState_goesOnApartFromItsSources",
            "Increments.mergedNamespaces_areMovedInTheChainToo"));
  }

  private static void reset(NamespacedState<?, ?> states, Object namespace) {
    resetTo(states, namespace);
  }

  @SuppressWarnings("unchecked")
  private static <N> void resetTo(NamespacedState<N, ?> states, Object namespace) {
    states.in((N) namespace);
  }

  private interface Merge {
    <N, S extends State> void merge(NamespacedState<N, S> states, N target, Collection<N> sources);
  }

  private static Broken merge(String rule, Merge merge, String... tests) {
    return Broken.store(
        rule,
        (request, clock) ->
            new InterceptingStore(request, clock) {
              @Override
              <N, S extends State> void onMerge(
                  NamespacedState<N, S> states, N target, Collection<N> sources) {
                merge.merge(states, target, sources);
              }
            },
        tests);
  }
}
