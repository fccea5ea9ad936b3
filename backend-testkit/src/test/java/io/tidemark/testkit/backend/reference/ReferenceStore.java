package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.KeyAndNamespace;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.spi.TimerQueue;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All state in one sorted map. What can be broken is a method that can be overridden. */
public class ReferenceStore<K> implements KeyedStore<K> {

  private final StoreRequest<K> request;
  private final InstantSource clock;
  private final NavigableMap<Place, Cell> entries = new TreeMap<>();
  private final Map<StateId, StateSchema> schemas = new LinkedHashMap<>();
  private final Map<StateId, OpenState> open = new LinkedHashMap<>();
  private final SnapshotHistory history = new SnapshotHistory();
  private @Nullable Place current;
  private Runnable onClose = () -> {};
  private volatile boolean closed;

  protected ReferenceStore(StoreRequest<K> request, InstantSource clock) {
    this.request = request;
    this.clock = clock;
  }

  /** What the program knows about a state that it opened. */
  private record OpenState(
      Serializer<?> namespaces, @Nullable TimeToLive timeToLive, Object handle) {}

  void onClose(Runnable action) {
    onClose = action;
  }

  protected void restore(StoreRestore restore) {
    for (StoreSnapshot snapshot : restore.snapshots()) {
      requireReadable(snapshot);
      PortablePicture.read(snapshot, restoredKeyGroups(), restore.source(), entries);
      if (snapshot.keyGroups().overlaps(keyGroups())) {
        for (StateSchema state : snapshot.schemas().get(snapshot.schemas().size() - 1).states()) {
          schemas.put(StateId.of(state), state);
        }
      }
    }
    if (restore.claimed() && !restore.snapshots().isEmpty()) {
      history.restored(Base.ofRestored(restore.snapshots(), keyGroups(), new TreeMap<>(entries)));
    }
  }

  protected void requireReadable(StoreSnapshot snapshot) {
    Restoring.requireFormat(snapshot);
    Restoring.requireVersion(snapshot);
    Restoring.requireKeys(snapshot, request.keySerializer());
  }

  protected KeyGroupRange restoredKeyGroups() {
    return keyGroups();
  }

  @Override
  public KeyGroupRange keyGroups() {
    return request.keyGroups();
  }

  @Override
  public Serializer<K> keySerializer() {
    return request.keySerializer();
  }

  @Override
  public void setCurrentKey(K key, int keyGroup) {
    if (!keyGroups().contains(keyGroup)) {
      throw new IllegalArgumentException("Key group " + keyGroup + " is not one of " + keyGroups());
    }
    ByteBuffer nothing = ByteBuffer.allocate(0);
    current =
        new Place(
            keyGroup,
            new StateId("", false),
            bytesOf(key, request.keySerializer()),
            nothing,
            nothing);
  }

  /** The current key's place in a state, without a user key. */
  Place placeOf(StateId state, ByteBuffer namespace) {
    if (current == null) {
      throw new IllegalStateException("Set a key first");
    }
    return new Place(current.keyGroup(), state, current.key(), namespace, current.userKey());
  }

  @Override
  @SuppressWarnings("unchecked")
  public <N, S extends State> NamespacedState<N, S> state(
      StateDescriptor<S> descriptor, Serializer<N> namespaces) {
    requireNotClosed();
    StateSchema wanted = Restoring.schemaOf(descriptor, namespaces);
    StateId id = StateId.of(wanted);
    OpenState before = open.get(id);
    if (before != null) {
      Restoring.requireSame(known(id), wanted);
      return (NamespacedState<N, S>) before.handle();
    }
    openSchema(id, wanted, migrationOf(descriptor));
    ReferenceState<N, S> handle = ReferenceState.of(this, descriptor, wanted, namespaces);
    open.put(id, new OpenState(namespaces, descriptor.timeToLive(), handle));
    return handle;
  }

  protected Migration migrationOf(StateDescriptor<?> descriptor) {
    return new Migration(Restoring.valueSerializer(descriptor));
  }

  @Override
  @SuppressWarnings("unchecked")
  public <N> TimerQueue<K, N> timers(String name, Serializer<N> namespaces) {
    requireNotClosed();
    StateSchema wanted =
        new StateSchema(
            name,
            StateKind.TIMERS,
            namespaces.description(),
            null,
            TypeDescription.Scalar.UNIT,
            false);
    StateId id = StateId.of(wanted);
    OpenState before = open.get(id);
    if (before != null) {
      Restoring.requireSame(known(id), wanted);
      return (TimerQueue<K, N>) before.handle();
    }
    openSchema(id, wanted, null);
    TimerQueue<K, N> queue = newQueue(id, wanted, namespaces);
    open.put(id, new OpenState(namespaces, null, queue));
    return queue;
  }

  protected <N> TimerQueue<K, N> newQueue(
      StateId id, StateSchema schema, Serializer<N> namespaces) {
    return new ReferenceTimers<>(this, id, schema, namespaces);
  }

  private StateSchema known(StateId id) {
    StateSchema schema = schemas.get(id);
    if (schema == null) {
      throw new IllegalStateException("No schema of " + id);
    }
    return schema;
  }

  private void openSchema(StateId id, StateSchema wanted, @Nullable Migration migration) {
    StateSchema restored = schemas.get(id);
    if (restored != null) {
      Restoring.requireCompatible(restored, wanted, migration);
      NavigableMap<Place, Cell> migrated = new TreeMap<>();
      entries.forEach(
          (place, cell) -> {
            if (place.state().equals(id)) {
              migrated.put(
                  place,
                  migration == null
                      ? new Cell(wanted, 0, cell.value())
                      : migration.apply(cell, wanted, now()));
            }
          });
      entries.putAll(migrated);
    }
    schemas.put(id, wanted);
  }

  /** What is alive at a place, or null. */
  protected @Nullable Cell get(Place place) {
    Cell cell = entries.get(place);
    return cell == null ? null : Lifetime.living(cell, timeToLive(place.state()), now());
  }

  protected void put(Place place, Cell cell) {
    entries.put(place, cell);
  }

  protected void remove(Place place) {
    entries.remove(place);
  }

  /** The living entries of a state, of all keys, in an order that is always the same. */
  protected NavigableMap<Place, Cell> all(StateId state) {
    NavigableMap<Place, Cell> found = new TreeMap<>();
    ByteBuffer nothing = ByteBuffer.allocate(0);
    Place first = new Place(0, state, nothing, nothing, nothing);
    for (Place place : entries.tailMap(first, true).keySet()) {
      if (!place.state().equals(state)) {
        break;
      }
      Cell living = get(place);
      if (living != null) {
        found.put(place, living);
      }
    }
    return found;
  }

  @Nullable TimeToLive timeToLive(StateId state) {
    OpenState known = open.get(state);
    return known == null ? null : known.timeToLive();
  }

  protected long now() {
    return clock.millis();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <N> Stream<K> keys(String state, N namespace) {
    Serializer<N> namespaces = (Serializer<N>) requireOpen(state).namespaces();
    ByteBuffer wanted;
    try {
      wanted = bytesOf(namespace, namespaces);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          "State '" + state + "' has namespaces of type " + namespaces.description(), e);
    }
    return all(new StateId(state, false)).keySet().stream()
        .filter(place -> place.namespace().equals(wanted))
        .map(Place::key)
        .distinct()
        .map(this::keyOf);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <N> Stream<KeyAndNamespace<K, N>> keysAndNamespaces(String state) {
    Serializer<N> namespaces = (Serializer<N>) requireOpen(state).namespaces();
    return all(new StateId(state, false)).keySet().stream()
        .map(place -> List.of(place.key(), place.namespace()))
        .distinct()
        .map(
            pair ->
                new KeyAndNamespace<>(
                    keyOf(pair.get(0)), namespaces.read(Place.reading(pair.get(1)))));
  }

  private OpenState requireOpen(String state) {
    OpenState known = open.get(new StateId(state, false));
    if (known == null) {
      throw new IllegalArgumentException("Nobody asked for a state '" + state + "'");
    }
    return known;
  }

  K keyOf(ByteBuffer bytes) {
    return request.keySerializer().read(Place.reading(bytes));
  }

  static <T> ByteBuffer bytesOf(T value, Serializer<T> serializer) {
    WriteBuffer out = new WriteBuffer(64);
    serializer.write(value, out);
    return ByteBuffer.wrap(out.toByteArray());
  }

  /** What is alive now, of all states, opened or not. */
  protected NavigableMap<Place, Cell> picture() {
    NavigableMap<Place, Cell> picture = new TreeMap<>();
    for (Place place : entries.keySet()) {
      Cell living = get(place);
      if (living != null) {
        picture.put(place, living);
      }
    }
    return picture;
  }

  /** The entries as they are. */
  protected NavigableMap<Place, Cell> entries() {
    return entries;
  }

  protected Collection<StateSchema> states() {
    return new ArrayList<>(schemas.values());
  }

  protected SnapshotHistory history() {
    return history;
  }

  private void requireNotClosed() {
    if (closed) {
      throw new IllegalStateException("The store is closed");
    }
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public StoreCapture capture(CaptureRequest captureRequest) {
    requireNotClosed();
    return newCapture(captureRequest, picture());
  }

  protected ReferenceCapture newCapture(
      CaptureRequest captureRequest, NavigableMap<Place, Cell> picture) {
    return new ReferenceCapture(this, captureRequest, picture, states(), history.base());
  }

  @Override
  public void snapshotCompleted(long snapshotId) {
    history.completed(snapshotId);
  }

  @Override
  public void snapshotDiscarded(long snapshotId) {
    history.discarded(snapshotId);
  }

  @Override
  public void close() {
    closed = true;
    onClose.run();
  }
}
