package io.tidemark.testkit.backend.reference;

import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import io.tidemark.state.TimeToLive.Refresh;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stores in which things expire at other times than they should. */
final class BrokenExpiry {

  private BrokenExpiry() {}

  static List<Broken> all() {
    return List.of(
        descriptor(
            "nothing expires",
            timeToLive -> null,
            "ExpiringState.entry_isThereUntilTheMomentItExpires",
            "ExpiringState.elementsOfAList_expireOneByOne",
            "ExpiringState.entriesOfAMap_expireOneByOne",
            "ExpiringState.expiredSources_areNotMerged",
            "ExpiringSnapshots.restoredEntry_expiresWhenItWouldHave"),
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
            "ExpiringSnapshots.refreshedTime_isInTheNextIncrement"),
        descriptor(
            "time counts from the last write always",
            timeToLive -> new TimeToLive(timeToLive.duration(), Refresh.ON_WRITE),
            "ExpiringState.creation_aloneCountsWhereItShould",
            "ExpiringState.read_startsTheTimeAnewOnlyWhereItShould"),
        descriptor(
            "time counts from the last read always",
            timeToLive -> new TimeToLive(timeToLive.duration(), Refresh.ON_READ_AND_WRITE),
            "ExpiringState.read_startsTheTimeAnewOnlyWhereItShould"),
        Broken.store(
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
            "ExpiringSnapshots.expiredEntry_isNeverSeenAfterARestore"),
        Broken.store(
            "full snapshots hold what expired",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  protected NavigableMap<Place, Cell> picture() {
                    return new TreeMap<>(entries());
                  }
                },
            "ExpiringSnapshots.expiredEntry_isInNoFullSnapshot"));
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
