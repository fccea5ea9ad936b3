package io.tidemark.rocksdb.runs;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.DatabaseOpening;
import io.tidemark.rocksdb.engine.Engine;
import io.tidemark.rocksdb.engine.EngineSettings;
import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.rocksdb.engine.NativeLibrary;
import io.tidemark.rocksdb.engine.Scan;
import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.EntryVisitor;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotEntries;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks native snapshots: the files become a database in a temporary directory, as in a restore,
 * and its entries are taken apart by the schemas alone.
 */
public final class RunsEntries implements SnapshotEntries {

  private static final EngineSettings SETTINGS = EngineSettings.plain(8 << 20, 16 << 10, 0);

  /** Made by the service loader. */
  public RunsEntries() {}

  @Override
  public String format() {
    return ChainWriter.FORMAT;
  }

  @Override
  public void walk(
      StoreSnapshot snapshot, KeyGroupRange keyGroups, BlobSource source, EntryVisitor visitor) {
    if (!snapshot.keyGroups().overlaps(keyGroups)) {
      return;
    }
    KeyGroupRange wanted = keyGroups.intersection(snapshot.keyGroups());
    NativeLibrary.load();
    try (TemporaryDirectory directory = TemporaryDirectory.make()) {
      StoreFill fill = new StoreFill(wanted, List.of(snapshot), source);
      fill.download(
          new RunFiles(directory.path().resolve("runs")),
          LocalCopies.none().forStore("walk", 0, directory.path()),
          source,
          new ParallelWork(Runnable::run, 1),
          Runnable::run);
      try (Engine engine = new Engine(SETTINGS);
          DatabaseOpening opening =
              fill.open(engine, directory.path().resolve("db"), Runnable::run, () -> {})) {
        Database database = opening.database();
        fill.into(database);
        walk(database, snapshot, wanted, visitor);
      }
    }
  }

  private static void walk(
      Database database, StoreSnapshot snapshot, KeyGroupRange wanted, EntryVisitor visitor) {
    Map<Long, StoredEntry> columns = columns(snapshot);
    for (int kg = wanted.first(); kg <= wanted.last(); kg++) {
      try (Scan scan = database.scan(kg, KeyLayout.start(kg), KeyLayout.start(kg + 1))) {
        for (; scan.isValid(); scan.next()) {
          byte[] key = scan.key();
          StoredEntry entry = columns.get(KeyLayout.tag(key));
          if (entry == null) {
            throw corrupt(snapshot, "key group " + kg + " has an entry of no known state", null);
          }
          try {
            visitor.visit(entry.at(key, scan.value()));
          } catch (MalformedBytesException e) {
            throw corrupt(
                snapshot, "an entry of state '" + entry.stateSchema().name() + "' is malformed", e);
          }
        }
      }
    }
  }

  /** The newest schema in which a column stands describes it. */
  private static Map<Long, StoredEntry> columns(StoreSnapshot snapshot) {
    Map<Long, StoredEntry> columns = new HashMap<>();
    for (StoreSchema schema : snapshot.schemas()) {
      columns.putAll(StoredEntry.byTag(schema));
    }
    return columns;
  }

  private static SnapshotCorruptException corrupt(
      StoreSnapshot snapshot, String detail, @Nullable Throwable cause) {
    String blob =
        snapshot.blobs().isEmpty() ? "none" : FileTransfer.name(snapshot.blobs().get(0).blob());
    return new SnapshotCorruptException(blob, 0, detail, cause);
  }
}
