package io.tidemark.testkit.backend.reference;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.Operation;
import io.tidemark.spi.StateBackendException;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Stores that break what captures and increments promise. */
final class BrokenSnapshots {

  private BrokenSnapshots() {}

  static List<Broken> all() {
    List<Broken> all = new ArrayList<>();
    all.addAll(isolation());
    all.addAll(increments());
    all.addAll(history());
    all.addAll(bookkeeping());
    return all;
  }

  private static List<Broken> isolation() {
    return List.of(
        Broken.store(
            "later writes disturb a capture",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  protected NavigableMap<Place, Cell> picture() {
                    return Collections.synchronizedNavigableMap(entries());
                  }
                },
            "Captures.laterChanges_doNotDisturbTheCapture",
            "Captures.severalCaptures_holdEachTheirMoment"),
        Broken.store(
            "a capture ends the one before",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  private @Nullable StoreCapture last;

                  @Override
                  public StoreCapture capture(CaptureRequest captureRequest) {
                    if (last != null) {
                      last.close();
                    }
                    last = super.capture(captureRequest);
                    return last;
                  }
                },
            "Captures.severalCaptures_holdEachTheirMoment"),
        capture(
            "a closed capture is written all the same",
            (store, request, picture, states, base) ->
                new ReferenceCapture(store, request, picture, states, base) {
                  @Override
                  protected void requireWanted() {}
                },
            "Captures.writeOfAClosedCapture_isCancelled",
            "Captures.closeDuringWrite_endsTheWrite"),
        capture(
            "a capture bears another id",
            (store, request, picture, states, base) ->
                new ReferenceCapture(store, request, picture, states, base) {
                  @Override
                  public long snapshotId() {
                    return super.snapshotId() + 1;
                  }
                },
            "Captures.capture_bearsTheIdOfItsSnapshot"),
        capture(
            "a failure of the storage is swallowed",
            (store, request, picture, states, base) ->
                new ReferenceCapture(store, request, picture, states, base) {
                  @Override
                  public StoreSnapshot write(BlobSink sink) {
                    try {
                      return super.write(sink);
                    } catch (StorageException e) {
                      return snapshotOf(
                          List.of(
                              new StoreSchema(
                                  store.keySerializer().description(), List.copyOf(states))),
                          List.of());
                    }
                  }
                },
            "Captures.failureOfTheStorage_isThrownAndTakesNothingAway"),
        capture(
            "a failure of the storage becomes another one",
            (store, request, picture, states, base) ->
                new ReferenceCapture(store, request, picture, states, base) {
                  @Override
                  public StoreSnapshot write(BlobSink sink) {
                    try {
                      return super.write(sink);
                    } catch (StorageException e) {
                      throw new StateBackendException("It did not work", e);
                    }
                  }
                },
            "Captures.failureOfTheStorage_isThrownAndTakesNothingAway"));
  }

  private static List<Broken> increments() {
    return List.of(
        changes(
            "tombstones are lost",
            change -> change.operation() == Operation.DELETE ? null : change,
            "Increments.removedEntries_stayAway",
            "Increments.clearedAndRefilledMap_losesItsOldEntries",
            "Increments.chain_holdsEveryRoundsChanges",
            "Increments.mergedNamespaces_areMovedInTheChainToo",
            "Timers.polledAndRemovedTimers_stayAwayAfterAnIncrementalRestore",
            "Entries.walk_givesWhatIsAliveOnce"),
        changes(
            "appends are lost",
            change -> change.operation() == Operation.APPEND ? null : change,
            "Increments.listThatGrowsAndIsReplaced_keepsItsOrder"),
        changes(
            "replaced lists are appended",
            change ->
                change.operation() == Operation.PUT
                        && change.cell() != null
                        && change.cell().schema().kind() == StateKind.LIST
                    ? new Change(change.place(), Operation.APPEND, change.cell())
                    : change,
            "Increments.listThatGrowsAndIsReplaced_keepsItsOrder"),
        changes(
            "timers are not in increments",
            change -> change.place().state().timers() ? null : change,
            "Timers.polledAndRemovedTimers_stayAwayAfterAnIncrementalRestore"),
        capture(
            "chains are in the wrong order",
            (store, request, picture, states, base) ->
                new ReferenceCapture(store, request, picture, states, base) {
                  @Override
                  protected StoreSnapshot snapshotOf(
                      List<StoreSchema> schemas, List<BlobUse> blobs) {
                    List<BlobUse> backwards = new ArrayList<>(blobs);
                    Collections.reverse(backwards);
                    return super.snapshotOf(schemas, backwards);
                  }
                },
            "Increments.chain_holdsEveryRoundsChanges",
            "Increments.removedEntries_stayAway"),
        capture(
            "the oldest blob of a chain is forgotten",
            (store, request, picture, states, base) ->
                new ReferenceCapture(store, request, picture, states, base) {
                  @Override
                  protected StoreSnapshot snapshotOf(
                      List<StoreSchema> schemas, List<BlobUse> blobs) {
                    return super.snapshotOf(
                        schemas, blobs.size() > 1 ? blobs.subList(1, blobs.size()) : blobs);
                  }
                },
            "Increments.chain_holdsEveryRoundsChanges"),
        capture(
            "increments hold everything",
            (store, request, picture, states, base) ->
                new ReferenceCapture(store, request, picture, states, base) {
                  @Override
                  protected int longestChain() {
                    return 0;
                  }
                },
            "Increments.smallChange_addsLittle",
            "Increments.smallChangeAfterAClaimedRestore_addsLittleAtAnyParallelism"),
        capture(
            "chains are never folded",
            (store, request, picture, states, base) ->
                new ReferenceCapture(store, request, picture, states, base) {
                  @Override
                  protected int longestChain() {
                    return Integer.MAX_VALUE;
                  }
                },
            "Increments.longChain_staysWithinABoundOfTheLiveData"),
        capture(
            "savepoints are built on",
            (store, request, picture, states, base) ->
                new ReferenceCapture(store, request, picture, states, base) {
                  @Override
                  protected boolean mayBeBuiltOn() {
                    return true;
                  }
                },
            "Outcomes.snapshotOfAnyMode_hidesNoChangeFromTheNextIncrement"),
        capture(
            "full snapshots name earlier blobs",
            (store, request, picture, states, base) ->
                new ReferenceCapture(store, request, picture, states, base) {
                  @Override
                  protected boolean isIncremental() {
                    return request().mode() != Mode.SAVEPOINT;
                  }
                },
            "Snapshots.fullSnapshot_standsAlone"));
  }

  private static List<Broken> history() {
    return List.of(
        Broken.store(
            "a discarded snapshot counts as completed",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  public void snapshotDiscarded(long snapshotId) {
                    super.snapshotCompleted(snapshotId);
                  }
                },
            "Outcomes.changesOfADiscardedSnapshot_areInTheNext",
            "Outcomes.pendingSnapshotsDiscardedTogether_loseNothing",
            "Outcomes.discardedSnapshotOfAnyMode_hidesNoChangeFromTheNextIncrement"),
        Broken.store(
            "a capture counts as completed when it is taken",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  public StoreCapture capture(CaptureRequest captureRequest) {
                    StoreCapture capture = super.capture(captureRequest);
                    Base base = history().base();
                    if (base != null) {
                      history()
                          .written(
                              captureRequest.snapshotId(),
                              new Base(picture(), base.schemas(), base.blobs()));
                      history().completed(captureRequest.snapshotId());
                    }
                    return capture;
                  }
                },
            "Outcomes.changesOfACaptureThatWasNeverWritten_areInTheNext",
            "Outcomes.changesOfACaptureThatFailed_areInTheNext",
            "Outcomes.snapshotOfAnyMode_hidesNoChangeFromTheNextIncrement"),
        Broken.store(
            "unknown ids are refused",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  public void snapshotCompleted(long snapshotId) {
                    if (snapshotId > 90) {
                      throw new IllegalArgumentException("Who is " + snapshotId + "?");
                    }
                    super.snapshotCompleted(snapshotId);
                  }
                },
            "Outcomes.unknownIds_areIgnored"));
  }

  private static List<Broken> bookkeeping() {
    return List.of(
        capture(
            "every blob is said to be added",
            (store, request, picture, states, base) ->
                new ReferenceCapture(store, request, picture, states, base) {
                  @Override
                  protected StoreSnapshot snapshotOf(
                      List<StoreSchema> schemas, List<BlobUse> blobs) {
                    return super.snapshotOf(
                        schemas,
                        blobs.stream()
                            .map(it -> new BlobUse(it.blob(), it.keyGroups(), it.schema(), true))
                            .toList());
                  }
                },
            "Increments.chain_holdsEveryRoundsChanges"),
        capture(
            "blobs are committed that no snapshot names",
            (store, request, picture, states, base) ->
                new ReferenceCapture(store, request, picture, states, base) {
                  @Override
                  public StoreSnapshot write(BlobSink sink) {
                    try (BlobWriter<BlobRef> writer = sink.create(BlobScope.SHARED)) {
                      writer.write(new byte[1], 0, 1);
                      writer.commit();
                    }
                    return super.write(sink);
                  }
                },
            "Snapshots.restoredStore_holdsWhatWasThere"),
        capture(
            "a savepoint's blobs are for others to name",
            (store, request, picture, states, base) ->
                new ReferenceCapture(store, request, picture, states, base) {
                  @Override
                  protected BlobScope scope() {
                    return BlobScope.SHARED;
                  }
                },
            "Snapshots.savepoint_isPortableAndStandsAlone"),
        capture(
            "an increment's blobs are its own",
            (store, request, picture, states, base) ->
                new ReferenceCapture(store, request, picture, states, base) {
                  @Override
                  protected BlobScope scope() {
                    return BlobScope.EXCLUSIVE;
                  }
                },
            "Increments.removedEntries_stayAway"),
        capture(
            "a savepoint is in a format of the backend's",
            (store, request, picture, states, base) ->
                new ReferenceCapture(store, request, picture, states, base) {
                  @Override
                  protected StoreSnapshot snapshotOf(
                      List<StoreSchema> schemas, List<BlobUse> blobs) {
                    StoreSnapshot right = super.snapshotOf(schemas, blobs);
                    return new StoreSnapshot(
                        right.backend(),
                        "reference",
                        right.version(),
                        right.keyGroups(),
                        right.schemas(),
                        right.blobs());
                  }
                },
            "Snapshots.savepoint_isPortableAndStandsAlone"),
        Broken.store(
            "states without entries are not described",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  protected Collection<StateSchema> states() {
                    return super.states().stream()
                        .filter(
                            state ->
                                entries().keySet().stream()
                                    .anyMatch(place -> place.state().equals(StateId.of(state))))
                        .filter(state -> !state.name().equals("window-ends"))
                        .toList();
                  }
                },
            "Snapshots.schema_describesEveryState"));
  }

  private interface ChangeFilter {
    @Nullable Change apply(Change change);
  }

  private static Broken changes(String rule, ChangeFilter filter, String... tests) {
    return Broken.store(
        rule,
        (request, clock) ->
            new ReferenceStore<>(request, clock) {
              @Override
              protected ReferenceCapture newCapture(
                  CaptureRequest captureRequest, NavigableMap<Place, Cell> picture) {
                return new ReferenceCapture(
                    this, captureRequest, picture, states(), history().base()) {
                  @Override
                  protected List<Change> changes(
                      NavigableMap<Place, Cell> before, NavigableMap<Place, Cell> after) {
                    List<Change> changes = new ArrayList<>();
                    for (Change change : super.changes(before, after)) {
                      Change kept = filter.apply(change);
                      if (kept != null) {
                        changes.add(kept);
                      }
                    }
                    return changes;
                  }
                };
              }
            },
        tests);
  }

  private interface CaptureVariant {
    ReferenceCapture make(
        ReferenceStore<?> store,
        CaptureRequest request,
        NavigableMap<Place, Cell> picture,
        Collection<StateSchema> states,
        @Nullable Base base);
  }

  private static Broken capture(String rule, CaptureVariant variant, String... tests) {
    return Broken.store(
        rule,
        (request, clock) ->
            new ReferenceStore<>(request, clock) {
              @Override
              protected ReferenceCapture newCapture(
                  CaptureRequest captureRequest, NavigableMap<Place, Cell> picture) {
                return variant.make(this, captureRequest, picture, states(), history().base());
              }
            },
        tests);
  }
}
