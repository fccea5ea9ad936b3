package io.tidemark.flink;

import io.tidemark.flink.checkpoint.BlobPlace;
import io.tidemark.flink.checkpoint.CheckpointReader;
import io.tidemark.flink.checkpoint.LocalCopies;
import io.tidemark.flink.checkpoint.RestoredCheckpoint;
import io.tidemark.flink.checkpoint.StoreCheckpoints;
import io.tidemark.flink.cleanup.SnapshotCleanup;
import io.tidemark.flink.savepoint.LocalBlobs;
import io.tidemark.flink.savepoint.SavepointImport;
import io.tidemark.flink.state.UnopenedStates;
import io.tidemark.flink.type.FlinkTypes;
import io.tidemark.flink.type.RestoredTypes;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.SnapshotEntries;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.IncompatibleStateException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.util.AbstractID;
import org.apache.flink.util.IOUtils;
import org.apache.flink.util.StateMigrationException;

/** Opens the store of one subtask, empty or restored from Flink's handles. */
final class StoreOpening<K> {

  private final FlinkTask<K> task;
  private final StateBackend backend;
  private final Function<String, SnapshotEntries> formats;
  private final boolean isIncremental;

  /** Ends what the store does for checkpoints; Flink's own ends with the restore. */
  private final CloseableRegistry cancellation = new CloseableRegistry();

  StoreOpening(FlinkTask<K> task, StateBackend backend, boolean isIncremental) {
    this.task = task;
    this.backend = backend;
    formats = BackendLease::entriesOf;
    this.isIncremental = isIncremental;
  }

  /**
   * Opens it.
   *
   * @param release what is to be closed after the store, and stays open if this fails
   */
  OpenedStore<K> open(AutoCloseable release) throws IOException, StateMigrationException {
    List<KeyedStateHandle> handles = task.restored().stream().filter(Objects::nonNull).toList();
    FlinkTypes types = new FlinkTypes(task.userCode(), task.ttlTime());
    LocalBlobs imported = localPlace();
    boolean complete = false;
    task.cancellation().registerCloseable(cancellation);
    try {
      OpenedStore<K> opened;
      if (SavepointImport.understands(handles)) {
        List<StoreSnapshot> snapshots =
            new SavepointImport<>(
                    task.keySerializer(), types, task.maxParallelism(), task.userCode(), imported)
                .read(task.keyGroups(), handles);
        StoreRestore restore = new StoreRestore(snapshots, imported, false);
        opened = open(restore, Map.of(), types, () -> IOUtils.closeAll(imported, release));
      } else {
        RestoredCheckpoint restored = CheckpointReader.read(handles);
        StoreRestore restore =
            new StoreRestore(
                restored.snapshots(),
                CheckpointReader.source(restored, cancellation),
                isIncremental && restored.mayBeBuiltOn());
        opened = open(restore, restored.shared(), types, release);
      }
      complete = true;
      return opened;
    } finally {
      task.cancellation().unregisterCloseable(cancellation);
      if (!complete) {
        IOUtils.closeQuietly(cancellation);
        IOUtils.closeQuietly(imported);
      }
    }
  }

  private OpenedStore<K> open(
      StoreRestore restore,
      Map<String, BlobPlace> mayBeNamed,
      FlinkTypes types,
      AutoCloseable release)
      throws StateMigrationException {
    TypeSerializer<K> keySerializer =
        types.reconfigured(task.keySerializer(), writtenKey(restore.snapshots()));
    StoreRequest<K> request =
        new StoreRequest<>(
            task.operator(),
            task.subtask(),
            KeyGroupRange.of(
                task.keyGroups().getStartKeyGroup(), task.keyGroups().getEndKeyGroup()),
            task.maxParallelism(),
            types.ofKeys(keySerializer));
    KeyedStore<K> store;
    try {
      store = backend.open(request, restore);
    } catch (IncompatibleStateException e) {
      throw new StateMigrationException(e.getMessage(), e);
    }
    SnapshotCleanup cleanup = new SnapshotCleanup(formats, this::localPlace);
    StoreCheckpoints checkpoints =
        new StoreCheckpoints(
            store,
            task.keyGroups(),
            isIncremental,
            newId(),
            cancellation,
            new LocalCopies(task.localRecovery()),
            cleanup,
            mayBeNamed);
    UnopenedStates<K> unopened =
        new UnopenedStates<>(
            restore.snapshots(),
            restore.source(),
            store.keyGroups(),
            store.keySerializer(),
            types,
            formats);
    return new OpenedStore<>(
        backend.name(),
        store,
        keySerializer,
        types,
        new RestoredTypes(restore.snapshots()),
        unopened,
        checkpoints,
        cleanup,
        formats,
        cancellation,
        !restore.snapshots().isEmpty(),
        release);
  }

  private LocalBlobs localPlace() {
    return new LocalBlobs(task.workDirectory().resolve("tidemark-" + newId()));
  }

  private static TypeDescription writtenKey(List<StoreSnapshot> snapshots) {
    for (StoreSnapshot snapshot : snapshots) {
      return snapshot.schemas().get(snapshot.schemas().size() - 1).key();
    }
    return TypeDescription.Scalar.UNIT;
  }

  private static UUID newId() {
    AbstractID id = new AbstractID();
    return new UUID(id.getUpperPart(), id.getLowerPart());
  }
}
