package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.Serializer;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.Timer;
import io.tidemark.spi.TimerQueue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Timers are entries like others, and the head is looked for each time. */
class ReferenceTimers<K, N> implements TimerQueue<K, N> {

  private final ReferenceStore<K> store;
  private final StateId id;
  private final StateSchema schema;
  private final Serializer<N> namespaces;
  private @Nullable Timer<K, N> peeked;

  ReferenceTimers(
      ReferenceStore<K> store, StateId id, StateSchema schema, Serializer<N> namespaces) {
    this.store = store;
    this.id = id;
    this.schema = schema;
    this.namespaces = namespaces;
  }

  @Override
  public boolean add(long timestamp, K key, int keyGroup, N namespace) {
    Place place = placeOf(timestamp, key, keyGroup, namespace);
    if (store.get(place) != null) {
      return false;
    }
    store.put(place, new Cell(schema, 0, ByteBuffer.allocate(0)));
    return true;
  }

  @Override
  public boolean remove(long timestamp, K key, int keyGroup, N namespace) {
    Place place = placeOf(timestamp, key, keyGroup, namespace);
    boolean wasThere = store.get(place) != null;
    store.remove(place);
    return wasThere;
  }

  @Override
  public @Nullable Timer<K, N> peek() {
    Place first =
        store.all(id).keySet().stream()
            .min(Comparator.comparingLong(ReferenceTimers::timeAt))
            .orElse(null);
    Timer<K, N> earliest = first == null ? null : timerAt(first);
    if (earliest == null || !earliest.equals(peeked)) {
      peeked = earliest;
    }
    return peeked;
  }

  @Override
  public @Nullable Timer<K, N> poll() {
    Timer<K, N> head = peek();
    if (head != null) {
      remove(head.timestamp(), head.key(), head.keyGroup(), head.namespace());
    }
    return head;
  }

  @Override
  public boolean isEmpty() {
    return all().isEmpty();
  }

  @Override
  public long size() {
    return all().size();
  }

  @Override
  public Iterable<Timer<K, N>> inKeyGroup(int keyGroup) {
    return () -> all().stream().filter(timer -> timer.keyGroup() == keyGroup).iterator();
  }

  List<Timer<K, N>> all() {
    List<Timer<K, N>> timers = new ArrayList<>();
    for (Place place : store.all(id).keySet()) {
      timers.add(timerAt(place));
    }
    return timers;
  }

  private Timer<K, N> timerAt(Place place) {
    return new Timer<>(
        timeAt(place),
        store.keyOf(place.key()),
        place.keyGroup(),
        namespaces.read(Place.reading(place.namespace())));
  }

  private static long timeAt(Place place) {
    return place.userKey().getLong(0) ^ Long.MIN_VALUE;
  }

  private Place placeOf(long timestamp, K key, int keyGroup, N namespace) {
    if (!store.keyGroups().contains(keyGroup)) {
      throw new IllegalArgumentException("Key group " + keyGroup + " is not the store's");
    }
    return new Place(
        keyGroup,
        id,
        ReferenceStore.bytesOf(key, store.keySerializer()),
        ReferenceStore.bytesOf(namespace, namespaces),
        ByteBuffer.allocate(Long.BYTES).putLong(0, timestamp ^ Long.MIN_VALUE));
  }
}
