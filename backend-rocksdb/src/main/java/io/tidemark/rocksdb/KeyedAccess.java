package io.tidemark.rocksdb;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.NoNamespace;
import io.tidemark.state.State;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all states have in common: the bytes under which the database keeps what belongs to the
 * current key and namespace, made anew only when one of them changed. Belongs to the store's
 * thread.
 *
 * @param <N> the type of the namespaces
 * @param <S> the interface through which the state is used
 */
abstract class KeyedAccess<N, S extends State> implements NamespacedState<N, S> {

  final ObjectCache cache;
  final Expiry expiry;
  private final Column column;
  private final CurrentKey<?> currentKey;
  private final Serializer<N> namespaces;
  private final boolean namespaced;
  private final InstantSource clock;
  private final WriteBuffer position = new WriteBuffer(64);
  private @Nullable N namespace;
  private long positionVersion = -1;
  private int positionHash;

  KeyedAccess(StoreParts<?> parts, Column column, Serializer<N> namespaces, Expiry expiry) {
    this.cache = parts.cache();
    this.currentKey = parts.currentKey();
    this.clock = parts.clock();
    this.column = column;
    this.namespaces = namespaces;
    this.expiry = expiry;
    this.namespaced = !namespaces.description().equals(NoNamespace.SERIALIZER.description());
  }

  final Column column() {
    return column;
  }

  final Serializer<N> namespaces() {
    return namespaces;
  }

  @Override
  public final S in(N newNamespace) {
    if (namespaced) {
      namespace = newNamespace;
      positionVersion = -1;
    }
    return self();
  }

  /** This, as its users see it. */
  abstract S self();

  @Override
  public final void merge(N target, Collection<N> sources) {
    N before = namespace;
    try {
      mergeInto(target, sources);
    } finally {
      namespace = before;
      positionVersion = -1;
    }
  }

  /** Brings what belongs to several namespaces here, in one read of the database. */
  final void prefetch(N target, Collection<N> sources) {
    List<byte[]> keys = new ArrayList<>(sources.size() + 1);
    in(target);
    keys.add(position().toByteArray());
    for (N source : sources) {
      in(source);
      keys.add(position().toByteArray());
    }
    cache.loadAll(keys, column);
  }

  /** Does {@link #merge}; may leave any namespace current. */
  abstract void mergeInto(N target, Collection<N> sources);

  /** The key of the current key and namespace in the database; others may write behind its end. */
  final WriteBuffer position() {
    if (positionVersion != currentKey.version()) {
      locate();
    }
    return position;
  }

  /** The hash of {@link #position}. */
  final int positionHash() {
    return positionHash;
  }

  final int keyGroup() {
    return currentKey.keyGroup();
  }

  final CurrentKey<?> currentKey() {
    return currentKey;
  }

  final long now() {
    return clock.millis();
  }

  /** What the database's keys of the current key and namespace begin with. */
  final Prefix prefix() {
    byte[] bytes = position().toByteArray();
    return new Prefix(bytes, positionHash);
  }

  private void locate() {
    WriteBuffer key = currentKey.bytes();
    position.clear();
    position.writeShort(currentKey.keyGroup());
    position.writeLong(column.tag());
    position.writeBytes(key.array(), 0, key.position());
    if (namespaced) {
      CurrentKey.append(Objects.requireNonNull(namespace), namespaces, position);
    }
    positionHash = EntryTable.hash(position.array(), position.position());
    positionVersion = currentKey.version();
  }
}
