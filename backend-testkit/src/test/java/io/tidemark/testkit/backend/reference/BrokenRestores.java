package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StateBackendException;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.spi.TimerQueue;
import io.tidemark.state.IncompatibleStateException;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Stores that break what restores promise. */
final class BrokenRestores {

  private BrokenRestores() {}

  static List<Broken> all() {
    List<Broken> all = new ArrayList<>();
    all.addAll(ranges());
    all.addAll(unopened());
    all.addAll(evolution());
    all.addAll(refusals());
    all.addAll(damage());
    return all;
  }

  private static List<Broken> ranges() {
    return List.of(
        Broken.store(
            "the key groups of others are restored too",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  protected KeyGroupRange restoredKeyGroups() {
                    return KeyGroupRange.all(request.maxParallelism());
                  }
                },
            "Rescaling.rescaledJob_findsEachEntryOnce",
            "Rescaling.snapshotOfARescaledStore_holdsItsOwnKeyGroupsOnly"),
        Broken.store(
            "only the first snapshot is restored",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  protected void restore(StoreRestore restore) {
                    super.restore(
                        new StoreRestore(
                            restore.snapshots().stream().limit(1).toList(),
                            restore.source(),
                            false));
                  }
                },
            "Rescaling.rescaledJob_findsEachEntryOnce",
            "Rescaling.snapshotsOfDifferentFormats_areRestoredTogether"),
        Broken.store(
            "the last key group is forgotten",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  protected KeyGroupRange restoredKeyGroups() {
                    KeyGroupRange own = keyGroups();
                    return own.size() == 1 ? own : KeyGroupRange.of(own.first(), own.last() - 1);
                  }
                },
            "Snapshots.restoredStore_holdsWhatWasThere",
            "Rescaling.jobThatIsRescaledAgainAndAgain_losesAndRevivesNothing"),
        Broken.store(
            "every restore is taken for claimed",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  protected void restore(StoreRestore restore) {
                    super.restore(new StoreRestore(restore.snapshots(), restore.source(), true));
                  }
                },
            "Increments.firstIncrementAfterAnUnclaimedRestore_namesNothingOfIt"),
        Broken.store(
            "snapshots of other backends are refused",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  protected void requireReadable(StoreSnapshot snapshot) {
                    super.requireReadable(snapshot);
                    if (!snapshot.backend().equals(ReferenceBackend.NAME)) {
                      throw new StateBackendException("Not mine");
                    }
                  }
                },
            "Snapshots.snapshotOfAnotherBackend_isRestoredIfItIsPortable"));
  }

  private static List<Broken> unopened() {
    return List.of(
        Broken.store(
            "unopened states are dropped",
            (request, clock) ->
                new ForgettingStore(request, clock) {
                  @Override
                  protected NavigableMap<Place, Cell> picture() {
                    NavigableMap<Place, Cell> picture = new TreeMap<>(super.picture());
                    picture.keySet().removeIf(place -> !isOpen(place.state()));
                    return picture;
                  }
                },
            "UnopenedStates.unopenedStates_areInEveryLaterSnapshot",
            "UnopenedStates.unopenedStates_followTheirKeyGroups",
            "UnopenedStates.statesThatAreOpenedLate_areWhatTheyWere"),
        Broken.store(
            "unopened timers are dropped",
            (request, clock) ->
                new ForgettingStore(request, clock) {
                  @Override
                  protected NavigableMap<Place, Cell> picture() {
                    NavigableMap<Place, Cell> picture = new TreeMap<>(super.picture());
                    picture
                        .keySet()
                        .removeIf(place -> place.state().timers() && !isOpen(place.state()));
                    return picture;
                  }
                },
            "UnopenedStates.unopenedStates_areInEveryLaterSnapshot"));
  }

  /** Knows what the program opened. */
  private static class ForgettingStore extends ReferenceStore<Object> {

    private final Set<StateId> opened = new HashSet<>();

    ForgettingStore(StoreRequest<Object> request, InstantSource clock) {
      super(request, clock);
    }

    boolean isOpen(StateId state) {
      return opened.contains(state);
    }

    @Override
    public <N, S extends State> NamespacedState<N, S> state(
        StateDescriptor<S> descriptor, Serializer<N> namespaces) {
      opened.add(new StateId(descriptor.name(), false));
      return super.state(descriptor, namespaces);
    }

    @Override
    public <N> TimerQueue<Object, N> timers(String name, Serializer<N> namespaces) {
      opened.add(new StateId(name, true));
      return super.timers(name, namespaces);
    }
  }

  private static List<Broken> evolution() {
    return List.of(
        migration(
            "older bytes are taken for today's",
            descriptor ->
                new Migration(Restoring.valueSerializer(descriptor)) {
                  @Override
                  protected Cell apply(Cell cell, StateSchema wanted, long now) {
                    return cell.schema().expiring() == wanted.expiring()
                        ? new Cell(wanted, cell.stamp(), cell.value())
                        : super.apply(cell, wanted, now);
                  }
                },
            "Evolution.olderBytes_areMigrated",
            "Evolution.severalGenerations_areReadByTheLast",
            "Evolution.stateThatWasNotOpenedInBetween_isMigratedLater",
            "Evolution.subtasksOfDifferentVersions_areMergedAndSplit"),
        migration(
            "migration forgets the time",
            descriptor ->
                new Migration(Restoring.valueSerializer(descriptor)) {
                  @Override
                  protected Cell apply(Cell cell, StateSchema wanted, long now) {
                    Cell migrated = super.apply(cell, wanted, now);
                    return wanted.expiring() && wanted.kind() != StateKind.LIST
                        ? new Cell(wanted, now, migrated.value())
                        : migrated;
                  }
                },
            "Evolution.migratedEntries_keepTheirTime",
            "ExpiringSnapshots.restoredEntry_expiresWhenItWouldHave",
            "ExpiringSnapshots.unopenedEntries_keepTheirTime"),
        migration(
            "an added time to live counts from the beginning of time",
            descriptor ->
                new Migration(Restoring.valueSerializer(descriptor)) {
                  @Override
                  protected Cell apply(Cell cell, StateSchema wanted, long now) {
                    return super.apply(cell, wanted, 0);
                  }
                },
            "ExpiringSnapshots.addedTimeToLive_countsFromTheRestore"),
        migration(
            "incompatible types are let through",
            descriptor ->
                new Migration(Restoring.valueSerializer(descriptor)) {
                  @Override
                  Compatibility<?> resolve(TypeDescription written) {
                    return new Compatibility.AsIs<>();
                  }

                  @Override
                  protected Cell apply(Cell cell, StateSchema wanted, long now) {
                    return new Cell(wanted, cell.stamp(), cell.value());
                  }
                },
            "Evolution.newerBytes_areIncompatible",
            "Evolution.refusedState_staysInLaterSnapshots"),
        Broken.store(
            "a name may be reused by any kind",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  public <N, S extends State> NamespacedState<N, S> state(
                      StateDescriptor<S> descriptor, Serializer<N> namespaces) {
                    try {
                      return super.state(descriptor, namespaces);
                    } catch (IncompatibleStateException e) {
                      return ReferenceState.of(
                          this, descriptor, Restoring.schemaOf(descriptor, namespaces), namespaces);
                    }
                  }
                },
            "Evolution.anotherKind_isIncompatible",
            "Evolution.otherNamespaces_areIncompatible",
            "Names.nameOfAnotherKind_isIncompatible",
            "Names.nameOfAnotherType_isIncompatible",
            "Names.nameWithOtherNamespaces_isIncompatible"));
  }

  private static List<Broken> refusals() {
    return List.of(
        readable(
            "any format is read",
            (snapshot, keys) -> {
              Restoring.requireVersion(snapshot);
              Restoring.requireKeys(snapshot, keys);
            },
            "Failures.formatOfNobodys_isUnknown"),
        readable(
            "any version is read",
            (snapshot, keys) -> {
              Restoring.requireFormat(snapshot);
              Restoring.requireKeys(snapshot, keys);
            },
            "Failures.newerFormat_isRefused"),
        readable(
            "keys of any type are read",
            (snapshot, keys) -> {
              Restoring.requireFormat(snapshot);
              Restoring.requireVersion(snapshot);
            },
            "Failures.keysOfAnotherType_areRefused"),
        Broken.store(
            "a storage that fails is an empty one",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  protected void restore(StoreRestore restore) {
                    try {
                      super.restore(restore);
                    } catch (StorageException e) {
                      entries().clear();
                    }
                  }
                },
            "Failures.failureOfTheStorage_isThrownAndLeavesNothing"));
  }

  private static List<Broken> damage() {
    return List.of(
        Broken.store(
            "damage is overlooked",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  protected void restore(StoreRestore restore) {
                    try {
                      super.restore(restore);
                    } catch (SnapshotCorruptException e) {
                      entries().clear();
                    }
                  }
                },
            "Damage.everyFlippedByte_isFoundAndNamed",
            "Damage.everyCut_isFoundAndNamed",
            "Damage.missingBlob_isFoundAndNamed",
            "Damage.randomDamage_isFoundAndNamed",
            "Damage.damageSeenBySomeKeyGroupsOnly_isFoundOrDoesNotMatter"),
        Broken.store(
            "the damaged blob is not named",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  protected void restore(StoreRestore restore) {
                    try {
                      super.restore(restore);
                    } catch (SnapshotCorruptException e) {
                      throw new SnapshotCorruptException("some blob", e.offset(), "broken", e);
                    }
                  }
                },
            "Damage.everyFlippedByte_isFoundAndNamed"),
        Broken.store(
            "the damaged place is not named",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  protected void restore(StoreRestore restore) {
                    try {
                      super.restore(restore);
                    } catch (SnapshotCorruptException e) {
                      throw new SnapshotCorruptException(e.blob(), -1, "broken", e);
                    }
                  }
                },
            "Damage.everyFlippedByte_isFoundAndNamed"));
  }

  private interface MigrationVariant {
    Migration make(StateDescriptor<?> descriptor);
  }

  private static Broken migration(String rule, MigrationVariant variant, String... tests) {
    return Broken.store(
        rule,
        (request, clock) ->
            new ReferenceStore<>(request, clock) {
              @Override
              protected Migration migrationOf(StateDescriptor<?> descriptor) {
                return variant.make(descriptor);
              }
            },
        tests);
  }

  private interface Check {
    void check(StoreSnapshot snapshot, Serializer<?> keys);
  }

  private static Broken readable(String rule, Check check, String... tests) {
    return Broken.store(
        rule,
        (request, clock) ->
            new ReferenceStore<>(request, clock) {
              @Override
              protected void requireReadable(StoreSnapshot snapshot) {
                check.check(snapshot, keySerializer());
              }
            },
        tests);
  }
}
