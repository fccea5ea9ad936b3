package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyAndNamespace;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.Timer;
import io.tidemark.spi.TimerQueue;
import io.tidemark.state.ListState;
import io.tidemark.state.MapState;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import io.tidemark.state.TimeToLive.Refresh;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stores that break what programs rely on. */
final class BrokenStates {

  private BrokenStates() {}

  static List<Broken> all() {
    List<Broken> all = new ArrayList<>();
    all.addAll(calls());
    all.addAll(namespaces());
    all.addAll(keys());
    all.addAll(timers());
    all.addAll(expiry());
    return all;
  }

  private static List<Broken> calls() {
    return List.of(
        call(
            "update with null is ignored",
            call -> call.is("update") && call.argument() == null ? null : call.proceed(),
            "Values.updateWithNull_clears"),
        call(
            "clear does nothing",
            call -> call.is("clear") ? null : call.proceed(),
            "Values.clear_forgetsUntilTheNextUpdate",
            "Lists.addAfterClear_beginsAnew",
            "Maps.clear_removesAllEntriesOfTheKey",
            "Accumulators.reducingAfterClear_beginsAnew",
            "Accumulators.aggregatingAfterClear_beginsAnew"),
        call(
            "an empty text is no value",
            call -> {
              Object result = call.proceed();
              return call.is("value") && "".equals(result) ? null : result;
            },
            "Values.emptyAndZero_areValues"),
        call(
            "lists forget duplicates",
            call ->
                call.is("add")
                        && call.state() instanceof ListState<?> list
                        && list.get().contains(call.argument())
                    ? null
                    : call.proceed(),
            "Lists.add_appendsInOrder"),
        call(
            "update of a list appends",
            call -> {
              if (call.is("update") && call.state() instanceof ListState<?> list) {
                addAll(list, (List<?>) call.argument());
                return null;
              }
              return call.proceed();
            },
            "Lists.update_replacesAll",
            "Lists.updateWithNothing_clears"),
        store(
            "lists are handed out live",
            (request, clock) ->
                new InterceptingStore(request, clock) {
                  private final Map<State, List<Object>> live = new HashMap<>();

                  @Override
                  @Nullable Object onCall(Call call) {
                    Object result = call.proceed();
                    if (call.state() instanceof ListState<?> list) {
                      List<Object> same = live.computeIfAbsent(list, key -> new ArrayList<>());
                      same.clear();
                      same.addAll(list.get());
                      return call.is("get") ? same : result;
                    }
                    return result;
                  }
                },
            "Lists.gottenList_isOfTheMoment"),
        call(
            "a map keeps what is removed",
            call -> call.is("remove") ? null : call.proceed(),
            "Maps.remove_removesOneEntry",
            "Maps.removedToTheLastEntry_isNoMap"),
        call(
            "a walk over a map outlives its key",
            call -> {
              if (call.is("iterator")) {
                List<Object> entries = new ArrayList<>();
                ((Iterator<?>) call.proceed()).forEachRemaining(entries::add);
                return entries.iterator();
              }
              return call.proceed();
            },
            "Maps.walk_endsWhenTheKeyChanges",
            "Maps.iteratorRemove_removesTheEntry"),
        call(
            "values of a map cannot be set during a walk",
            call -> {
              if (call.is("entries")) {
                return (Iterable<Object>)
                    () -> {
                      List<Object> entries = new ArrayList<>();
                      for (Map.Entry<?, ?> entry : ((MapState<?, ?>) call.state()).entries()) {
                        entries.add(new AbstractMap.SimpleEntry<>(entry));
                      }
                      return entries.iterator();
                    };
              }
              return call.proceed();
            },
            "Maps.setValueOfAnEntry_puts"),
        call(
            "keys of a map can be walked once",
            call -> {
              if (call.is("keys")) {
                Iterator<?> once = ((MapState<?, ?>) call.state()).keys().iterator();
                return (Iterable<Object>) () -> walked(once);
              }
              return call.proceed();
            },
            "Maps.iterables_startAnewEachTime"),
        call(
            "a reducing state of nothing is not null",
            call -> {
              Object result = call.proceed();
              return call.is("get") && result == null && !(call.state() instanceof MapState<?, ?>)
                  ? ""
                  : result;
            },
            "Accumulators.reducingOfNothing_isNull"));
  }

  private static List<Broken> namespaces() {
    return List.of(
        store(
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
        store(
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
                    first.forEach(BrokenStates::reset);
                  }
                },
            "Namespaces.namespace_staysCurrentWhenTheKeyChanges"),
        store(
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

  private static List<Broken> keys() {
    return List.of(
        store(
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
        store(
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
        store(
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
        store(
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
        store(
            "the key group is the backend's",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  public void setCurrentKey(Object key, int keyGroup) {
                    super.setCurrentKey(key, Math.floorMod(key.hashCode(), 16));
                  }
                },
            "Keys.keyGroup_isTheEnginesAndNotTheBackends"),
        store(
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
        store(
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

  private static List<Broken> timers() {
    return List.of(
        timers(
            "every add says that it added",
            (store, id, schema, namespaces) ->
                new ReferenceTimers<>(store, id, schema, namespaces) {
                  @Override
                  public boolean add(long timestamp, Object key, int keyGroup, Object namespace) {
                    super.add(timestamp, key, keyGroup, namespace);
                    return true;
                  }
                },
            "Timers.addedTwice_isThereOnce"),
        timers(
            "timers are kept as often as they are added",
            (store, id, schema, namespaces) ->
                new ReferenceTimers<>(store, id, schema, namespaces) {
                  private final List<Timer<Object, Object>> twice = new ArrayList<>();

                  @Override
                  public boolean add(long timestamp, Object key, int keyGroup, Object namespace) {
                    boolean added = super.add(timestamp, key, keyGroup, namespace);
                    if (!added) {
                      twice.add(new Timer<>(timestamp, key, keyGroup, namespace));
                    }
                    return added;
                  }

                  @Override
                  public @Nullable Timer<Object, Object> poll() {
                    Timer<Object, Object> head = super.poll();
                    return head == null && !twice.isEmpty() ? twice.remove(0) : head;
                  }
                },
            "Timers.addedTwice_isThereOnce"),
        timers(
            "remove says nothing",
            (store, id, schema, namespaces) ->
                new ReferenceTimers<>(store, id, schema, namespaces) {
                  @Override
                  public boolean remove(
                      long timestamp, Object key, int keyGroup, Object namespace) {
                    super.remove(timestamp, key, keyGroup, namespace);
                    return true;
                  }
                },
            "Timers.remove_tellsWhetherItWasThere"),
        timers(
            "the head is any timer",
            (store, id, schema, namespaces) ->
                new ReferenceTimers<>(store, id, schema, namespaces) {
                  @Override
                  public @Nullable Timer<Object, Object> peek() {
                    List<Timer<Object, Object>> all = all();
                    return all.isEmpty() ? null : all.get(all.size() - 1);
                  }
                },
            "Timers.poll_givesEachOnceInTheOrderOfTime",
            "Timers.head_followsEveryChange",
            "Timers.extremeTimes_areInOrder",
            "Timers.restoredQueue_isInOrderAndWithoutDuplicates"),
        timers(
            "peeking makes an object each time",
            (store, id, schema, namespaces) ->
                new ReferenceTimers<>(store, id, schema, namespaces) {
                  @Override
                  public @Nullable Timer<Object, Object> peek() {
                    Timer<Object, Object> head = super.peek();
                    return head == null
                        ? null
                        : new Timer<>(
                            head.timestamp(), head.key(), head.keyGroup(), head.namespace());
                  }
                },
            "Timers.peekedAgain_isTheSameObject"),
        timers(
            "key groups of timers are mixed up",
            (store, id, schema, namespaces) ->
                new ReferenceTimers<>(store, id, schema, namespaces) {
                  @Override
                  public Iterable<Timer<Object, Object>> inKeyGroup(int keyGroup) {
                    return all();
                  }
                },
            "Timers.inKeyGroup_givesThoseOfTheGroup"),
        timers(
            "the size is a guess",
            (store, id, schema, namespaces) ->
                new ReferenceTimers<>(store, id, schema, namespaces) {
                  @Override
                  public long size() {
                    return super.size() + 1;
                  }
                },
            "Timers.emptyQueue_hasNoHead",
            "Timers.timersThatDifferInOneThing_areDifferent"));
  }

  private static List<Broken> expiry() {
    return List.of(
        descriptor(
            "nothing expires",
            timeToLive -> null,
            "ExpiringState.entry_isThereUntilTheMomentItExpires",
            "ExpiringState.elementsOfAList_expireOneByOne",
            "ExpiringState.entriesOfAMap_expireOneByOne",
            "ExpiringState.expiredSources_areNotMerged",
            "ExpiringState.restoredEntry_expiresWhenItWouldHave"),
        descriptor(
            "everything expires a moment late",
            timeToLive -> new TimeToLive(timeToLive.duration().plusMillis(1), timeToLive.refresh()),
            "ExpiringState.entry_isThereUntilTheMomentItExpires"),
        descriptor(
            "everything expires a moment early",
            timeToLive ->
                new TimeToLive(timeToLive.duration().minusMillis(1), timeToLive.refresh()),
            "ExpiringState.entry_isThereUntilTheMomentItExpires"),
        descriptor(
            "time counts from creation always",
            timeToLive -> new TimeToLive(timeToLive.duration(), Refresh.ON_CREATE),
            "ExpiringState.write_startsTheTimeAnew",
            "ExpiringState.readEntryOfAMap_livesOnAlone",
            "ExpiringState.refreshedTime_isInTheNextIncrement"),
        descriptor(
            "time counts from the last write always",
            timeToLive -> new TimeToLive(timeToLive.duration(), Refresh.ON_WRITE),
            "ExpiringState.creation_aloneCountsWhereItShould",
            "ExpiringState.read_startsTheTimeAnewOnlyWhereItShould"),
        descriptor(
            "time counts from the last read always",
            timeToLive -> new TimeToLive(timeToLive.duration(), Refresh.ON_READ_AND_WRITE),
            "ExpiringState.read_startsTheTimeAnewOnlyWhereItShould"),
        store(
            "what expired is handed out once more",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  protected @Nullable Cell get(Place place) {
                    return entries().get(place);
                  }
                },
            "ExpiringState.entry_isThereUntilTheMomentItExpires",
            "ExpiringState.writeAfterExpiry_beginsAnew",
            "ExpiringState.expiredEntry_isNeverSeenAfterARestore"),
        store(
            "full snapshots hold what expired",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  protected NavigableMap<Place, Cell> picture() {
                    return new TreeMap<>(entries());
                  }
                },
            "ExpiringState.expiredEntry_isInNoFullSnapshot"));
  }

  @SuppressWarnings("unchecked")
  private static Iterator<Object> walked(Iterator<?> once) {
    return (Iterator<Object>) once;
  }

  private static void reset(NamespacedState<?, ?> states, Object namespace) {
    resetTo(states, namespace);
  }

  @SuppressWarnings("unchecked")
  private static <N> void resetTo(NamespacedState<N, ?> states, Object namespace) {
    states.in((N) namespace);
  }

  @SuppressWarnings("unchecked")
  private static <T> void addAll(ListState<T> list, List<?> elements) {
    list.addAll((List<T>) elements);
  }

  private static Broken store(String rule, Broken.StoreVariant variant, String... tests) {
    return Broken.store(rule, variant, tests);
  }

  private interface OnCall {
    @Nullable Object on(InterceptingStore.Call call);
  }

  private static Broken call(String rule, OnCall onCall, String... tests) {
    return Broken.store(
        rule,
        (request, clock) ->
            new InterceptingStore(request, clock) {
              @Override
              @Nullable Object onCall(Call call) {
                return onCall.on(call);
              }
            },
        tests);
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

  private interface Queue {
    ReferenceTimers<Object, Object> make(
        ReferenceStore<Object> store, StateId id, StateSchema schema, Serializer<Object> spaces);
  }

  private static Broken timers(String rule, Queue queue, String... tests) {
    return Broken.store(
        rule,
        (request, clock) ->
            new ReferenceStore<>(request, clock) {
              @Override
              @SuppressWarnings("unchecked")
              protected <N> TimerQueue<Object, N> newQueue(
                  StateId id, StateSchema schema, Serializer<N> namespaces) {
                return (TimerQueue<Object, N>)
                    queue.make(this, id, schema, (Serializer<Object>) namespaces);
              }
            },
        tests);
  }

  private static Broken descriptor(
      String rule, UnaryOperator<@Nullable TimeToLive> change, String... tests) {
    return Broken.store(
        rule,
        (request, clock) ->
            new InterceptingStore(request, clock) {
              @Override
              <S extends State> StateDescriptor<S> onDescriptor(StateDescriptor<S> descriptor) {
                return descriptor.timeToLive() == null
                    ? descriptor
                    : withTimeToLive(descriptor, change.apply(descriptor.timeToLive()));
              }
            },
        tests);
  }

  @SuppressWarnings("unchecked")
  private static <S extends State> StateDescriptor<S> withTimeToLive(
      StateDescriptor<S> descriptor, @Nullable TimeToLive timeToLive) {
    StateDescriptor<?> changed;
    if (descriptor instanceof StateDescriptor.OfValue<?> value) {
      changed = value.expiring(timeToLive);
    } else if (descriptor instanceof StateDescriptor.OfList<?> list) {
      changed = list.expiring(timeToLive);
    } else if (descriptor instanceof StateDescriptor.OfMap<?, ?> map) {
      changed = map.expiring(timeToLive);
    } else if (descriptor instanceof StateDescriptor.OfReducing<?> reducing) {
      changed = reducing.expiring(timeToLive);
    } else {
      changed = ((StateDescriptor.OfAggregating<?, ?, ?>) descriptor).expiring(timeToLive);
    }
    return (StateDescriptor<S>) changed;
  }
}
