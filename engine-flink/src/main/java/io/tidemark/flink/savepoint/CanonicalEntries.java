package io.tidemark.flink.savepoint;

import io.tidemark.spi.BlobSource;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.SnapshotEntries;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.runtime.state.KeyValueStateIterator;

/**
 * The entries of a store snapshot by key group and state. One key group at a time is held in
 * memory: a snapshot has its entries in an order of its own.
 */
final class CanonicalEntries implements KeyValueStateIterator {

  private final StoreSnapshot snapshot;
  private final StoreSchema schema;
  private final List<CanonicalLayout> layouts;
  private final BlobSource source;
  private final SnapshotEntries entries;
  private final List<List<Pair>> ofKeyGroup = new ArrayList<>();
  private int keyGroup;
  private int state;
  private int position;
  private boolean isNewKeyGroup;
  private boolean isNewState;
  private boolean isValid;

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Pair(byte[] key, byte[] value) {}

  CanonicalEntries(
      StoreSnapshot snapshot,
      StoreSchema schema,
      List<CanonicalLayout> layouts,
      BlobSource source,
      Function<String, SnapshotEntries> formats) {
    this.snapshot = snapshot;
    this.schema = schema;
    this.layouts = layouts;
    this.source = source;
    entries = formats.apply(snapshot.format());
    layouts.forEach(layout -> ofKeyGroup.add(new ArrayList<>()));
    keyGroup = snapshot.keyGroups().first() - 1;
    state = layouts.size();
    next();
  }

  @Override
  public void next() {
    isNewKeyGroup = false;
    isNewState = false;
    position++;
    while (state == layouts.size() || position >= ofKeyGroup.get(state).size()) {
      position = 0;
      isNewState = true;
      if (state < layouts.size()) {
        state++;
      }
      if (state == layouts.size()) {
        if (keyGroup == snapshot.keyGroups().last()) {
          isValid = false;
          return;
        }
        keyGroup++;
        isNewKeyGroup = true;
        state = 0;
        load();
        if (layouts.isEmpty()) {
          state = layouts.size();
        }
      }
    }
    isValid = true;
  }

  private void load() {
    ofKeyGroup.forEach(List::clear);
    entries.walk(snapshot, KeyGroupRange.of(keyGroup, keyGroup), source, this::keep);
  }

  private void keep(SnapshotEntry entry) {
    int at = indexOf(entry.stateSchema());
    CanonicalLayout layout = layouts.get(at);
    try {
      ofKeyGroup.get(at).add(new Pair(layout.key(entry), layout.value(entry)));
    } catch (IOException e) {
      throw new UncheckedIOException("An array of bytes cannot be written to", e);
    }
  }

  private int indexOf(StateSchema wanted) {
    int at = schema.states().indexOf(wanted);
    if (at < 0) {
      throw new IllegalStateException(
          "State '" + wanted.name() + "' has entries of a type that its schema does not have");
    }
    return at;
  }

  @Override
  public int keyGroup() {
    return keyGroup;
  }

  @Override
  public byte[] key() {
    return ofKeyGroup.get(state).get(position).key;
  }

  @Override
  public byte[] value() {
    return ofKeyGroup.get(state).get(position).value;
  }

  @Override
  public int kvStateId() {
    return state;
  }

  @Override
  public boolean isNewKeyValueState() {
    return isNewState;
  }

  @Override
  public boolean isNewKeyGroup() {
    return isNewKeyGroup;
  }

  @Override
  public boolean isValid() {
    return isValid;
  }

  @Override
  public void close() {
    ofKeyGroup.forEach(List::clear);
  }
}
