package io.tidemark.flink;

import io.tidemark.flink.checkpoint.CheckpointReader;
import io.tidemark.flink.checkpoint.LocalCopies;
import io.tidemark.flink.checkpoint.RestoredCheckpoint;
import io.tidemark.flink.checkpoint.StoreCheckpoints;
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
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.util.AbstractID;
import org.apache.flink.util.StateMigrationException;

/** Opens the store of one subtask, empty or restored from Flink's handles. */
final class StoreOpening<K> {

  private final FlinkTask<K> task;
  private final StateBackend backend;
  private final Function<String, SnapshotEntries> formats;
  private final boolean isIncremental;

  StoreOpening(FlinkTask<K> task, BackendLease lease, boolean isIncremental) {
    this.task = task;
    backend = lease.backend();
    formats = lease::entriesOf;
    this.isIncremental = isIncremental;
  }

  /**
   * Opens it.
   *
   * @param release what is to be closed after the store, and stays open if this fails
   */
  OpenedStore<K> open(AutoCloseable release) throws IOException, StateMigrationException {
    List<KeyedStateHandle> handles = task.restored().stream().filter(Objects::nonNull).toList();
    RestoredCheckpoint restored = CheckpointReader.read(handles);
    FlinkTypes types = new FlinkTypes(task.userCode(), task.ttlTime());
    TypeSerializer<K> keySerializer =
        types.reconfigured(task.keySerializer(), writtenKey(restored));
    KeyedStore<K> store = open(restored, types, keySerializer);
    StoreCheckpoints checkpoints =
        new StoreCheckpoints(
            store,
            task.keyGroups(),
            isIncremental,
            newId(),
            task.cancellation(),
            new LocalCopies(task.localRecovery()),
            restored.shared());
    return new OpenedStore<>(
        backend.name(),
        store,
        keySerializer,
        types,
        new RestoredTypes(restored.snapshots()),
        new UnopenedStates<>(
            restored.snapshots(),
            CheckpointReader.source(restored, task.cancellation()),
            store.keyGroups(),
            store.keySerializer(),
            types,
            formats),
        checkpoints,
        !restored.snapshots().isEmpty(),
        release);
  }

  private KeyedStore<K> open(
      RestoredCheckpoint restored, FlinkTypes types, TypeSerializer<K> keySerializer)
      throws StateMigrationException {
    StoreRequest<K> request =
        new StoreRequest<>(
            task.operator(),
            task.subtask(),
            KeyGroupRange.of(
                task.keyGroups().getStartKeyGroup(), task.keyGroups().getEndKeyGroup()),
            task.maxParallelism(),
            types.ofKeys(keySerializer));
    StoreRestore restore =
        new StoreRestore(
            restored.snapshots(),
            CheckpointReader.source(restored, task.cancellation()),
            isIncremental && restored.isShared());
    try {
      return backend.open(request, restore);
    } catch (IncompatibleStateException e) {
      throw new StateMigrationException(e.getMessage(), e);
    }
  }

  private static TypeDescription writtenKey(RestoredCheckpoint restored) {
    for (StoreSnapshot snapshot : restored.snapshots()) {
      return snapshot.schemas().get(snapshot.schemas().size() - 1).key();
    }
    return TypeDescription.Scalar.UNIT;
  }

  private static UUID newId() {
    AbstractID id = new AbstractID();
    return new UUID(id.getUpperPart(), id.getLowerPart());
  }
}
