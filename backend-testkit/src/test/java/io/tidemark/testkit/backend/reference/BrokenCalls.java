package io.tidemark.testkit.backend.reference;

import io.tidemark.state.ListState;
import io.tidemark.state.MapState;
import io.tidemark.state.State;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores whose values, lists, maps and accumulators break what programs rely on. */
final class BrokenCalls {

  private BrokenCalls() {}

  static List<Broken> all() {
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
        Broken.store(
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
            "MapWalks.walk_endsWhenTheKeyChanges",
            "MapWalks.iteratorRemove_removesTheEntry"),
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
            "MapWalks.setValueOfAnEntry_puts"),
        call(
            "keys of a map can be walked once",
            call -> {
              if (call.is("keys")) {
                Iterator<?> once = ((MapState<?, ?>) call.state()).keys().iterator();
                return (Iterable<Object>) () -> walked(once);
              }
              return call.proceed();
            },
            "MapWalks.iterables_startAnewEachTime"),
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

  @SuppressWarnings("unchecked")
  private static Iterator<Object> walked(Iterator<?> once) {
    return (Iterator<Object>) once;
  }

  @SuppressWarnings("unchecked")
  private static <T> void addAll(ListState<T> list, List<?> elements) {
    list.addAll((List<T>) elements);
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
}
