package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.snapshot.portable.PortableBlob;
import io.tidemark.snapshot.portable.PortableWriter;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.Operation;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.List;
import java.util.NavigableMap;

/** Stores whose own format is walked wrongly. */
final class BrokenWalks {

  private BrokenWalks() {}

  static List<Broken> all() {
    return List.of(
        walk(
            "every entry is seen twice",
            (right, snapshot, keyGroups, source, visitor) -> {
              for (int keyGroup = keyGroups.first(); keyGroup <= keyGroups.last(); keyGroup++) {
                KeyGroupRange one = KeyGroupRange.of(keyGroup, keyGroup);
                right.walk(snapshot, one, source, visitor);
                right.walk(snapshot, one, source, visitor);
              }
            },
            "Entries.walk_givesWhatIsAliveOnce"),
        walk(
            "what every blob says is seen",
            (right, snapshot, keyGroups, source, visitor) -> {
              for (BlobUse use : snapshot.blobs()) {
                StoreSchema schema = snapshot.schemas().get(use.schema());
                PortableBlob.load(use, schema, keyGroups, source).forEach(keyGroups, visitor);
              }
            },
            "Entries.walk_givesWhatIsAliveOnce"),
        walk(
            "key groups that nobody wants are seen",
            (right, snapshot, keyGroups, source, visitor) ->
                right.walk(snapshot, snapshot.keyGroups(), source, visitor),
            "Entries.walkOfSomeKeyGroups_givesThose"),
        walk(
            "key groups come backwards",
            (right, snapshot, keyGroups, source, visitor) -> {
              for (int keyGroup = keyGroups.last(); keyGroup >= keyGroups.first(); keyGroup--) {
                right.walk(snapshot, KeyGroupRange.of(keyGroup, keyGroup), source, visitor);
              }
            },
            "Entries.walk_givesWhatIsAliveOnce"),
        walk(
            "the last key group is not seen",
            (right, snapshot, keyGroups, source, visitor) ->
                right.walk(
                    snapshot,
                    KeyGroupRange.of(
                        keyGroups.first(), Math.max(keyGroups.first(), keyGroups.last() - 1)),
                    source,
                    visitor),
            "Entries.walk_givesWhatIsAliveOnce"),
        walk(
            "stamps are lost",
            (right, snapshot, keyGroups, source, visitor) ->
                right.walk(
                    snapshot, keyGroups, source, entry -> visitor.visit(new Stampless(entry))),
            "Entries.stamps_areTheTimesFromWhichEntriesCount"),
        walk(
            "failures of the visitor are swallowed",
            (right, snapshot, keyGroups, source, visitor) -> {
              try {
                right.walk(snapshot, keyGroups, source, visitor);
              } catch (IllegalStateException e) {
                return;
              }
            },
            "Entries.failureOfTheVisitor_endsTheWalk"),
        walk(
            "a failed walk leaves a reader open",
            (right, snapshot, keyGroups, source, visitor) -> {
              source.open(snapshot.blobs().get(0).blob());
              right.walk(snapshot, keyGroups, source, visitor);
            },
            "Entries.failureOfTheVisitor_endsTheWalk"),
        walk(
            "any version is walked",
            (right, snapshot, keyGroups, source, visitor) ->
                right.walk(
                    new StoreSnapshot(
                        snapshot.backend(),
                        snapshot.format(),
                        PortableWriter.FORMAT_VERSION,
                        snapshot.keyGroups(),
                        snapshot.schemas(),
                        snapshot.blobs()),
                    keyGroups,
                    source,
                    visitor),
            "Entries.newerFormat_isRefused"),
        walk(
            "one thread alone may walk",
            (right, snapshot, keyGroups, source, visitor) -> {
              if (Thread.currentThread().getName().startsWith("tidemark-kit-")) {
                throw new IllegalStateException("Not from here");
              }
              right.walk(snapshot, keyGroups, source, visitor);
            },
            "Entries.walks_mayGoOnSeveralThreadsAtOnce"),
        walk(
            "damage is walked over",
            (right, snapshot, keyGroups, source, visitor) -> {
              try {
                right.walk(snapshot, keyGroups, source, visitor);
              } catch (SnapshotCorruptException e) {
                return;
              }
            },
            "Damage.walkOfADamagedSnapshot_findsAndNamesIt"),
        store(
            "nobody walks the format",
            "a format without entries",
            "Entries.walk_givesWhatIsAliveOnce"));
  }

  private static Broken walk(String rule, FlawedEntries.Flaw flaw, String... tests) {
    return store(rule, FlawedEntries.FORMAT, () -> FlawedEntries.flaw = flaw, tests);
  }

  private static Broken store(String rule, String format, String... tests) {
    return store(rule, format, () -> {}, tests);
  }

  private static Broken store(String rule, String format, Runnable onOpen, String... tests) {
    return Broken.store(
        rule,
        (request, clock) -> {
          onOpen.run();
          return new ReferenceStore<>(request, clock) {
            @Override
            protected void requireReadable(StoreSnapshot snapshot) {
              super.requireReadable(FlawedEntries.named(snapshot, StoreSnapshot.PORTABLE));
            }

            @Override
            protected ReferenceCapture newCapture(
                CaptureRequest captureRequest, NavigableMap<Place, Cell> picture) {
              return new ReferenceCapture(
                  this, captureRequest, picture, states(), history().base()) {
                @Override
                protected StoreSnapshot snapshotOf(List<StoreSchema> schemas, List<BlobUse> blobs) {
                  StoreSnapshot portable = super.snapshotOf(schemas, blobs);
                  return request().mode() == Mode.SAVEPOINT
                      ? portable
                      : FlawedEntries.named(portable, format);
                }
              };
            }
          };
        },
        tests);
  }

  /** An entry without its stamp. */
  private record Stampless(SnapshotEntry entry) implements SnapshotEntry {

    @Override
    public int state() {
      return entry.state();
    }

    @Override
    public StoreSchema schema() {
      return entry.schema();
    }

    @Override
    public int keyGroup() {
      return entry.keyGroup();
    }

    @Override
    public Operation operation() {
      return entry.operation();
    }

    @Override
    public ReadBuffer key() {
      return entry.key();
    }

    @Override
    public ReadBuffer namespace() {
      return entry.namespace();
    }

    @Override
    public ReadBuffer userKey() {
      return entry.userKey();
    }

    @Override
    public long stamp() {
      return 0;
    }

    @Override
    public ReadBuffer value() {
      return entry.value();
    }
  }
}
