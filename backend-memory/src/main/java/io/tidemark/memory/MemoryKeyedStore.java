package io.tidemark.memory;

import io.tidemark.serialization.Serializer;
import io.tidemark.snapshot.CheckpointingOptions;
import io.tidemark.snapshot.portable.PortableOptions;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.KeyAndNamespace;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.ReportsChanges;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.spi.TimerQueue;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Keyed state on the heap: a table for each state, all in the same versions. */
final class MemoryKeyedStore<K> implements KeyedStore<K>, ReportsChanges {

  private final StoreRequest<K> request;
  private final KeyGroupRange keyGroups;
  private final InstantSource clock;
  private final PieceWriter writer;
  private final RestoredCheck restoredCheck;
  private final RestoredStates restored;
  private final Consumer<MemoryKeyedStore<K>> onClose;
  private final Versions versions;
  private final SnapshotHistory history;
  private final CurrentKey<K> currentKey;
  private final StateOpener<K> opener;
  private final Map<String, StateTable<?>> states = new LinkedHashMap<>();
  private final Map<String, MemoryTimerQueue<K, ?>> timers = new LinkedHashMap<>();
  private final Set<MemoryCapture> captures = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  MemoryKeyedStore(
      StoreRequest<K> request,
      BackendContext context,
      RestoredStates restored,
      Consumer<MemoryKeyedStore<K>> onClose) {
    this.request = request;
    this.restored = restored;
    this.onClose = onClose;
    keyGroups = request.keyGroups();
    versions = new Versions(keyGroups.size());
    history = new SnapshotHistory(versions);
    clock = context.clock();
    boolean compress = context.configuration().get(CheckpointingOptions.COMPRESSION);
    PortableOptions options = PortableOptions.DEFAULT.withCompression(compress);
    writer = new PieceWriter(options, context.executor());
    restoredCheck = new RestoredCheck(new ParallelWork(context.executor(), options.parallelism()));
    currentKey = new CurrentKey<>(keyGroups, request.keySerializer());
    opener = new StateOpener<>(request.keySerializer(), clock, currentKey);
  }

  /** Lets incremental snapshots build on what was restored. */
  void buildOn(List<StoreSnapshot> snapshots) {
    history.restored(Chain.restored(snapshots, keyGroups, restored.entryCount()));
  }

  @Override
  public KeyGroupRange keyGroups() {
    return keyGroups;
  }

  @Override
  public Serializer<K> keySerializer() {
    return request.keySerializer();
  }

  @Override
  public void setCurrentKey(K key, int keyGroup) {
    currentKey.set(key, keyGroup);
  }

  @Override
  public <N, S extends State> NamespacedState<N, S> state(
      StateDescriptor<S> descriptor, Serializer<N> namespaces) {
    requireOpen();
    StateTable<?> table = states.get(descriptor.name());
    EntryForm form = opener.form(descriptor, namespaces);
    if (table == null) {
      table = open(form);
      states.put(descriptor.name(), table);
    } else {
      SchemaCheck.requireSame(table.form().schema(), form.schema());
    }
    return opener.handle(descriptor, table);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <N> Stream<K> keys(String state, N namespace) {
    StateTable<?> table = table(state);
    Identities<K, N> identities = (Identities<K, N>) table.form().rows().identities();
    identities.requireNamespace(state, namespace);
    return rows(
        table,
        (page, slot) -> identities.isIn(page, slot, namespace) ? identities.key(page, slot) : null);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <N> Stream<KeyAndNamespace<K, N>> keysAndNamespaces(String state) {
    StateTable<?> table = table(state);
    Identities<K, N> identities = (Identities<K, N>) table.form().rows().identities();
    return rows(
        table,
        (page, slot) ->
            new KeyAndNamespace<>(identities.key(page, slot), identities.namespace(page, slot)));
  }

  @Override
  @SuppressWarnings("unchecked")
  public <N> TimerQueue<K, N> timers(String name, Serializer<N> namespaces) {
    requireOpen();
    TimerForm<K, N> form = new TimerForm<>(name, request.keySerializer(), namespaces);
    MemoryTimerQueue<K, ?> queue = timers.get(name);
    if (queue == null) {
      queue = new MemoryTimerQueue<>(open(form));
      timers.put(name, queue);
    } else {
      SchemaCheck.requireSame(queue.table().form().schema(), form.schema());
    }
    return (TimerQueue<K, N>) queue;
  }

  @Override
  public StoreCapture capture(CaptureRequest wanted) {
    requireOpen();
    boolean incremental = wanted.mode() == CaptureRequest.Mode.INCREMENTAL;
    SnapshotHistory.Base base = incremental ? history.base() : null;
    CapturedStore store = captured(base);
    int version = versions.capture();
    SnapshotHistory.Pending pending =
        switch (wanted.mode()) {
          case INCREMENTAL -> history.captured(wanted.snapshotId(), version);
          case FULL -> history.capturedAlone(wanted.snapshotId(), version);
          case SAVEPOINT -> null;
        };
    MemoryCapture.Writing writing =
        (sink, capture) -> {
          SnapshotPlan plan =
              incremental
                  ? SnapshotPlan.incremental(store, base, history.bytesPerEntry())
                  : SnapshotPlan.alone(keyGroups);
          SnapshotWriting.Written written = write(store, plan, sink, capture, version);
          if (pending != null) {
            pending.written(written.chain());
          }
          return written.snapshot();
        };
    MemoryCapture capture =
        new MemoryCapture(wanted.snapshotId(), writing, self -> release(self, version));
    captures.add(capture);
    return capture;
  }

  @Override
  public void snapshotCompleted(long snapshotId) {
    if (history.completed(snapshotId)) {
      tables().forEach(StateTable::forgetRemovals);
    }
  }

  @Override
  public void snapshotDiscarded(long snapshotId) {
    history.discarded(snapshotId);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      captures.forEach(MemoryCapture::close);
      states.clear();
      timers.clear();
      onClose.accept(this);
    }
  }

  private <F extends EntryForm> StateTable<F> open(F form) {
    if (!restored.canBuildOn(form)) {
      history.forgetBase();
    }
    long unopened = restored.entryCount();
    StateTable<F> table =
        new StateTable<>(form, versions, keyGroups, restored.open(form, clock.millis()));
    history.recounted(table.size() - (unopened - restored.entryCount()));
    return table;
  }

  @Override
  public long changedBytes() {
    requireOpen();
    int lastCapture = versions.current() - 1;
    long entries = 0;
    for (StateTable<?> table : tables()) {
      entries += table.changedSince(lastCapture);
    }
    return Math.round(entries * history.bytesPerEntry());
  }

  private List<StateTable<?>> tables() {
    List<StateTable<?>> tables = new ArrayList<>(states.values());
    timers.values().forEach(queue -> tables.add(queue.table()));
    return tables;
  }

  private CapturedStore captured(SnapshotHistory.@Nullable Base base) {
    List<CapturedTable> captured = new ArrayList<>();
    List<StateSchema> schemas = new ArrayList<>();
    for (StateTable<?> table : tables()) {
      captured.add(base == null ? table.capture() : table.capture(base.chain().since()));
      schemas.add(table.form().schema());
    }
    schemas.addAll(restored.unopenedSchemas());
    return new CapturedStore(
        keyGroups,
        new StoreSchema(request.keySerializer().description(), schemas),
        captured,
        restored.unopened(),
        tables().stream().mapToLong(StateTable::removed).sum(),
        clock.millis());
  }

  private SnapshotWriting.Written write(
      CapturedStore store, SnapshotPlan plan, BlobSink sink, MemoryCapture capture, int version) {
    restoredCheck.check(store, plan, capture::isClosed);
    SnapshotWriting.Written written =
        new SnapshotWriting(
                store,
                plan,
                version,
                history.bytesPerEntry(),
                writer,
                sink,
                capture::isClosed,
                keyGroup -> versions.written(version, keyGroup - keyGroups.first()))
            .write();
    history.measured(written.bytesPerEntry());
    return written;
  }

  private void release(MemoryCapture capture, int version) {
    captures.remove(capture);
    versions.release(version);
  }

  private <R> Stream<R> rows(StateTable<?> table, LiveRows.Reading<R> reading) {
    Iterator<R> rows = new LiveRows<>(table, 0, keyGroups.size() - 1, clock.millis(), reading);
    int promises = Spliterator.NONNULL | Spliterator.DISTINCT;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, promises), false);
  }

  private StateTable<?> table(String state) {
    requireOpen();
    StateTable<?> table = states.get(state);
    if (table == null) {
      throw new IllegalArgumentException(
          "Operator '" + request.operator() + "' has no state '" + state + "' in use");
    }
    return table;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "The store of operator '" + request.operator() + "' is closed");
    }
  }
}
