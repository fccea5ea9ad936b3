package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.CloseAll;
import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.DatabaseOpening;
import io.tidemark.rocksdb.engine.DirectoryTree;
import io.tidemark.rocksdb.engine.NativeFailure;
import io.tidemark.rocksdb.runs.ChainLog;
import io.tidemark.rocksdb.runs.ChainWriter;
import io.tidemark.rocksdb.runs.LocalCopies;
import io.tidemark.rocksdb.runs.RunFiles;
import io.tidemark.rocksdb.runs.StoreFill;
import io.tidemark.serialization.Compatibility;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.spi.UnknownFormatException;
import io.tidemark.state.IncompatibleStateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Opens one store, empty or from snapshots. Native ones become the database as they are; portable
 * ones are made into a run on top. When it fails, everything that was made is gone again.
 */
final class StoreOpening<K> {

  /** Counts the entries that restores wrote one by one: none, for snapshots of our own format. */
  static final String ENTRIES_WRITTEN = "rocksdb.restore.entries-written";

  private final BackendParts backend;
  private final Path directory;
  private final LocalCopies.OfStore copies;
  private final Runnable afterClose;

  StoreOpening(
      BackendParts backend, Path directory, LocalCopies.OfStore copies, Runnable afterClose) {
    this.backend = backend;
    this.directory = directory;
    this.copies = copies;
    this.afterClose = afterClose;
  }

  RocksDbKeyedStore<K> open(
      StoreRequest<K> request, StoreRestore restore, Consumer<RocksDbKeyedStore<?>> onClose) {
    MemoryShare share = backend.budget().join();
    BackendContext context = backend.context();
    boolean begun = false;
    try {
      List<StoreSnapshot> snapshots = overlapping(request, restore);
      requireSameKeys(request, snapshots);
      List<StoreSnapshot> natives =
          snapshots.stream().filter(s -> s.format().equals(ChainWriter.FORMAT)).toList();
      List<StoreSnapshot> portables =
          snapshots.stream().filter(s -> s.format().equals(StoreSnapshot.PORTABLE)).toList();

      RunFiles runs = new RunFiles(directory.resolve("runs"));
      StoreFill fill = new StoreFill(request.keyGroups(), natives, restore.source());
      try (DatabaseOpening opening =
          fill.open(backend.engine(), directory.resolve("db"), context.executor(), this::leave)) {
        begun = true;
        fill.download(runs, copies, restore.source(), backend.work(), context.executor());
        KnownSchemas schemas = new KnownSchemas(request.keySerializer().description());
        natives.forEach(snapshot -> schemas.restored(snapshot.schemas()));
        PortableFill portable = new PortableFill(request.keyGroups(), schemas);
        portable.load(portables, restore.source());
        Database database = opening.database();
        fill.into(database);
        ChainLog log = new ChainLog(natives.isEmpty());
        boolean continues = restore.claimed() && portables.isEmpty() && !natives.isEmpty();
        long written = continues ? fill.continueIn(log) : fill.forget();
        Generations generations =
            new Generations(database, runs, log, backend.work(), context.executor(), written);
        ObjectCache cache = new ObjectCache(database, generations, share);
        StoreFiles files = new StoreFiles(database, runs, log, copies);
        RocksDbKeyedStore<K> store =
            new RocksDbKeyedStore<>(request, backend, files, cache, schemas, onClose);
        context.metrics().counter(ENTRIES_WRITTEN).add(portable.fill(cache));
        opening.keep();
        return store;
      }
    } finally {
      if (!begun) {
        leave();
      }
    }
  }

  /** Runs once, when nothing of the store is in use any more. */
  private void leave() {
    CloseAll.of(backend.budget()::leave, this::removeDirectory, afterClose);
  }

  private void removeDirectory() {
    try {
      DirectoryTree.remove(directory);
    } catch (IOException e) {
      throw NativeFailure.of("Removing the store's directory " + directory, e);
    }
  }

  private static <K> List<StoreSnapshot> overlapping(
      StoreRequest<K> request, StoreRestore restore) {
    List<StoreSnapshot> overlapping = new ArrayList<>();
    for (StoreSnapshot snapshot : restore.snapshots()) {
      if (!snapshot.keyGroups().overlaps(request.keyGroups())) {
        continue;
      }
      if (!snapshot.format().equals(ChainWriter.FORMAT)
          && !snapshot.format().equals(StoreSnapshot.PORTABLE)) {
        throw new UnknownFormatException(
            "Operator '"
                + request.operator()
                + "' was saved by backend '"
                + snapshot.backend()
                + "' in its own format '"
                + snapshot.format()
                + "', which backend 'rocksdb' does not read. Restore it there, or convert it to"
                + " the portable format");
      }
      overlapping.add(snapshot);
    }
    return overlapping;
  }

  private static <K> void requireSameKeys(StoreRequest<K> request, List<StoreSnapshot> snapshots) {
    for (StoreSnapshot snapshot : snapshots) {
      snapshot
          .schemas()
          .forEach(
              schema -> {
                Compatibility<K> answer = request.keySerializer().resolve(schema.key());
                if (!(answer instanceof Compatibility.AsIs<K>)) {
                  throw new IncompatibleStateException(
                      request.operator(),
                      "keyed by " + schema.key().text(),
                      "keyed by " + request.keySerializer().description().text(),
                      "the type of keys does not evolve");
                }
              });
    }
  }
}
