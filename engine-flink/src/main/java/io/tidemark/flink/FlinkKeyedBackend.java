package io.tidemark.flink;

import io.tidemark.flink.checkpoint.StoreCheckpoints;
import io.tidemark.flink.cleanup.SnapshotCleanup;
import io.tidemark.flink.savepoint.CanonicalSavepoint;
import io.tidemark.flink.savepoint.LocalBlobs;
import io.tidemark.flink.state.CurrentKey;
import io.tidemark.flink.state.Namespaces;
import io.tidemark.flink.state.OpenWalks;
import io.tidemark.flink.state.StateCreation;
import io.tidemark.flink.state.Turns;
import io.tidemark.flink.state.UnopenedStates;
import io.tidemark.flink.timer.TimerCreation;
import io.tidemark.flink.type.FlinkTypes;
import io.tidemark.spi.KeyAndNamespace;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.SnapshotEntries;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RunnableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.DoneFuture;
import org.apache.flink.runtime.state.KeyGroupedInternalPriorityQueue;
import org.apache.flink.runtime.state.Keyed;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.PriorityComparable;
import org.apache.flink.runtime.state.SavepointResources;
import org.apache.flink.runtime.state.SnapshotExecutionType;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.StateSnapshotTransformer.StateSnapshotTransformFactory;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueElement;
import org.apache.flink.util.AbstractID;
import org.apache.flink.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Flink's keyed backend of one subtask, over one store. Belongs to the task's thread, except for
 * what {@link #snapshot} returns.
 */
final class FlinkKeyedBackend<K> extends AbstractKeyedStateBackend<K> {

  private final KeyedStore<K> store;
  private final CurrentKey<K> currentKey;
  private final StateCreation<K> states;
  private final TimerCreation<K> timers;
  private final StoreCheckpoints checkpoints;
  private final SnapshotCleanup cleanup;
  private final OpenWalks walks;
  private final String backendName;
  private final AutoCloseable afterwards;
  private final Path workDirectory;
  private final FlinkTypes types;
  private final Function<String, SnapshotEntries> formats;
  private final Map<String, Namespaces<?>> namespaces = new HashMap<>();
  private final UnopenedStates<K> unopenedStates;
  private boolean isEmpty;
  private boolean disposed;

  FlinkKeyedBackend(FlinkTask<K> task, OpenedStore<K> opened) {
    super(
        task.kvStateRegistry(),
        opened.keySerializer(),
        task.userCode(),
        task.executionConfig(),
        task.ttlTime(),
        task.latencyTracking(),
        task.sizeTracking(),
        opened.cancellation(),
        task.keyContext());
    store = opened.store();
    backendName = opened.backendName();
    afterwards = opened.release();
    workDirectory = task.workDirectory();
    types = opened.types();
    formats = opened.formats();
    walks = new OpenWalks();
    currentKey = new CurrentKey<>(store, task.keyContext(), new Turns(task.isQueried()));
    states =
        new StateCreation<>(
            store, currentKey, keySerializer, opened.types(), opened.restoredTypes(), walks);
    timers = new TimerCreation<>(store, numberOfKeyGroups, opened.types(), opened.restoredTypes());
    checkpoints = opened.checkpoints();
    cleanup = opened.cleanup();
    unopenedStates = opened.unopenedStates();
    isEmpty = !opened.wasRestored();
  }

  @Override
  public void setCurrentKey(K newKey) {
    super.setCurrentKey(newKey);
    currentKey.set(newKey, getCurrentKeyGroupIndex());
  }

  @Override
  public void setCurrentKeyAndKeyGroup(K newKey, int newKeyGroupIndex) {
    super.setCurrentKeyAndKeyGroup(newKey, newKeyGroupIndex);
    currentKey.set(newKey, newKeyGroupIndex);
  }

  /**
   * Makes or restores a state. What Flink's time to live wants left out of snapshots is left out of
   * those that hold everything, and stays in incremental ones.
   */
  @Override
  @SuppressWarnings("unchecked") // the kind of the descriptor decides about the interface
  public <N, SV, SEV, S extends State, IS extends S> IS createOrUpdateInternalState(
      TypeSerializer<N> namespaceSerializer,
      StateDescriptor<S, SV> descriptor,
      StateSnapshotTransformFactory<SEV> snapshotTransformFactory)
      throws Exception {
    StateCreation.Created<K, N> created = states.create(namespaceSerializer, descriptor);
    isEmpty = false;
    cleanup.note(descriptor.getName(), snapshotTransformFactory);
    namespaces.put(descriptor.getName(), created.namespaces());
    return (IS) created.state();
  }

  @Override
  public <T extends HeapPriorityQueueElement & PriorityComparable<? super T> & Keyed<?>>
      KeyGroupedInternalPriorityQueue<T> create(
          String stateName, TypeSerializer<T> byteOrderedElementSerializer) {
    isEmpty = false;
    return timers.create(stateName, byteOrderedElementSerializer);
  }

  /**
   * The same: Flink's changelog makes a state again when the job asks for it, of what was written.
   */
  @Override
  public <N, SV, SEV, S extends State, IS extends S> IS createOrUpdateInternalState(
      TypeSerializer<N> namespaceSerializer,
      StateDescriptor<S, SV> descriptor,
      StateSnapshotTransformFactory<SEV> snapshotTransformFactory,
      boolean allowFutureMetadataUpdates)
      throws Exception {
    return createOrUpdateInternalState(namespaceSerializer, descriptor, snapshotTransformFactory);
  }

  @Override
  public <T extends HeapPriorityQueueElement & PriorityComparable<? super T> & Keyed<?>>
      KeyGroupedInternalPriorityQueue<T> create(
          String stateName,
          TypeSerializer<T> byteOrderedElementSerializer,
          boolean allowFutureMetadataUpdates) {
    return create(stateName, byteOrderedElementSerializer);
  }

  @Override
  public <N> Stream<K> getKeys(String state, N namespace) {
    Namespaces<N> of = namespacesOf(state);
    if (of != null) {
      return store.keys(state, of.stored(namespace));
    }
    return unopenedStates
        .<N>keysAndNamespaces(state)
        .filter(place -> place.namespace().equals(namespace))
        .map(KeyAndNamespace::key);
  }

  @Override
  public <N> Stream<K> getKeys(List<String> states, N namespace) {
    Set<K> seen = new HashSet<>();
    return states.stream().flatMap(state -> getKeys(state, namespace)).filter(seen::add);
  }

  @Override
  public <N> Stream<Tuple2<K, N>> getKeysAndNamespaces(String state) {
    Namespaces<N> of = namespacesOf(state);
    if (of == null) {
      return unopenedStates
          .<N>keysAndNamespaces(state)
          .map(place -> Tuple2.of(place.key(), place.namespace()));
    }
    Stream<KeyAndNamespace<K, Object>> places = store.keysAndNamespaces(state);
    return places.map(place -> Tuple2.of(place.key(), of.restored(place.namespace())));
  }

  @Override
  public RunnableFuture<SnapshotResult<KeyedStateHandle>> snapshot(
      long checkpointId, long timestamp, CheckpointStreamFactory streams, CheckpointOptions options)
      throws Exception {
    timers.requireAllKept();
    return isEmpty
        ? DoneFuture.of(SnapshotResult.empty())
        : checkpoints.snapshot(checkpointId, timestamp, streams, options);
  }

  @Override
  public SavepointResources<K> savepoint() {
    timers.requireAllKept();
    CanonicalSavepoint<K> savepoint =
        new CanonicalSavepoint<>(
            checkpoints.captureSavepoint(),
            new LocalBlobs(workDirectory.resolve("tidemark-savepoint-" + new AbstractID())),
            keyGroupRange,
            numberOfKeyGroups,
            keySerializer,
            types,
            keyGroupCompressionDecorator,
            formats);
    return new SavepointResources<>(savepoint, SnapshotExecutionType.ASYNCHRONOUS);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    checkpoints.completed(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) {
    checkpoints.aborted(checkpointId);
  }

  @Override
  public int numKeyValueStateEntries() {
    int entries = 0;
    for (String state : namespaces.keySet()) {
      try (Stream<?> places = store.keysAndNamespaces(state)) {
        entries += (int) places.count();
      }
    }
    return entries;
  }

  @Override
  public String getBackendTypeIdentifier() {
    return "tidemark-" + backendName;
  }

  @Override
  public void dispose() {
    if (disposed) {
      return;
    }
    disposed = true;
    super.dispose();
    walks.endAll();
    try {
      store.close();
    } finally {
      IOUtils.closeQuietly(afterwards);
    }
  }

  @SuppressWarnings("unchecked") // Flink asks with the namespaces of the state
  private <N> @Nullable Namespaces<N> namespacesOf(String state) {
    return (Namespaces<N>) namespaces.get(state);
  }
}
