package io.tidemark.memory;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.Serializer;
import io.tidemark.snapshot.portable.PortableOptions;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.SnapshotVersionException;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.spi.UnknownFormatException;
import io.tidemark.state.IncompatibleStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Opens a store: checks what it is restored from and opens its blobs, several at a time. */
final class StoreOpening {

  private StoreOpening() {}

  private record Load(BlobUse use, StoreSchema schema) {}

  static <K> MemoryKeyedStore<K> open(
      StoreRequest<K> request,
      StoreRestore restore,
      BackendContext context,
      Consumer<MemoryKeyedStore<K>> onClose) {
    KeyGroupRange keyGroups = request.keyGroups();
    List<StoreSnapshot> wanted =
        restore.snapshots().stream()
            .filter(snapshot -> snapshot.keyGroups().overlaps(keyGroups))
            .toList();
    List<Load> loads = new ArrayList<>();
    for (StoreSnapshot snapshot : wanted) {
      requirePortable(snapshot);
      for (StoreSchema schema : snapshot.schemas()) {
        requireSameKey(request.operator(), schema, request.keySerializer());
      }
      for (BlobUse use : snapshot.blobs()) {
        if (use.keyGroups().overlaps(keyGroups)) {
          loads.add(new Load(use, snapshot.schemas().get(use.schema())));
        }
      }
    }
    ParallelWork work = new ParallelWork(context.executor(), PortableOptions.DEFAULT.parallelism());
    List<RestoredBlob> blobs =
        work.map(
            loads,
            (load, cancellation) ->
                RestoredBlob.open(load.use, load.schema, keyGroups, restore.source()));
    RestoredStates restored = new RestoredStates(blobs, keyGroups, work);
    MemoryKeyedStore<K> store = new MemoryKeyedStore<>(request, context, restored, onClose);
    if (restore.claimed() && !loads.isEmpty()) {
      store.buildOn(wanted);
    }
    return store;
  }

  private static void requirePortable(StoreSnapshot snapshot) {
    if (!snapshot.format().equals(StoreSnapshot.PORTABLE)) {
      throw new UnknownFormatException(
          "The memory backend cannot read the format '"
              + snapshot.format()
              + "' of the backend '"
              + snapshot.backend()
              + "'. Restore it there and take a savepoint, or convert it to the portable format");
    }
    if (snapshot.version() > SnapshotWriting.FORMAT_VERSION) {
      throw new SnapshotVersionException(
          "The snapshot is in version "
              + snapshot.version()
              + " of the portable format; this release reads up to version "
              + SnapshotWriting.FORMAT_VERSION);
    }
  }

  private static <K> void requireSameKey(
      String operator, StoreSchema written, Serializer<K> serializer) {
    if (!(serializer.resolve(written.key()) instanceof Compatibility.AsIs<K>)) {
      throw new IncompatibleStateException(
          operator,
          "keyed by " + written.key(),
          "keyed by " + serializer.description(),
          "the type of keys does not evolve");
    }
  }
}
