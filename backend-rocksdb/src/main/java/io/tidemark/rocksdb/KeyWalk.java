package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.KeyAndNamespace;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StoreRequest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the keys of a state, key group by key group, and leaves to a read that follows what it
 * met under each ({@link WalkedValue}). Belongs to the store's thread; holds nothing that must be
 * closed.
 */
final class KeyWalk<K, N> extends Spliterators.AbstractSpliterator<KeyAndNamespace<K, N>> {

  private final ObjectCache cache;
  private final Column column;
  private final Serializer<K> keys;
  private final Serializer<N> namespaces;
  private final boolean namespaced;
  private final byte @Nullable [] wanted;
  private final InstantSource clock;
  private final KeyGroupRange keyGroups;
  private final ReadBuffer in = new ReadBuffer();
  private int keyGroup;
  private @Nullable MergedEntries entries;
  private byte[] last = new byte[0];
  private int lastLength;

  private KeyWalk(
      ObjectCache cache,
      StoreRequest<K> request,
      Column column,
      Serializer<N> namespaces,
      byte @Nullable [] wanted,
      InstantSource clock) {
    super(Long.MAX_VALUE, Spliterator.NONNULL);
    this.cache = cache;
    this.column = column;
    this.keys = request.keySerializer();
    this.namespaces = namespaces;
    this.namespaced = !namespaces.description().equals(NoNamespace.SERIALIZER.description());
    this.wanted = wanted;
    this.clock = clock;
    this.keyGroups = request.keyGroups();
    this.keyGroup = keyGroups.first();
  }

  static <K, N> Stream<K> keys(
      ObjectCache cache,
      StoreRequest<K> request,
      Column column,
      Serializer<N> namespaces,
      N namespace,
      InstantSource clock) {
    WriteBuffer bytes = new WriteBuffer(16);
    try {
      namespaces.write(namespace, bytes);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          "State '"
              + column.schema().name()
              + "' has namespaces of type "
              + namespaces.description().text(),
          e);
    }
    KeyWalk<K, N> walk =
        new KeyWalk<>(cache, request, column, namespaces, bytes.toByteArray(), clock);
    return StreamSupport.stream(walk, false).map(KeyAndNamespace::key);
  }

  static <K, N> Stream<KeyAndNamespace<K, N>> keysAndNamespaces(
      ObjectCache cache,
      StoreRequest<K> request,
      Column column,
      Serializer<N> namespaces,
      InstantSource clock) {
    return StreamSupport.stream(
        new KeyWalk<>(cache, request, column, namespaces, null, clock), false);
  }

  @Override
  public boolean tryAdvance(Consumer<? super KeyAndNamespace<K, N>> action) {
    while (keyGroup <= keyGroups.last()) {
      MergedEntries current = entries;
      if (current == null) {
        current = begin();
        entries = current;
      }
      if (!current.next()) {
        entries = null;
        keyGroup++;
        continue;
      }
      KeyAndNamespace<K, N> wantedKey = accept(current);
      if (wantedKey != null) {
        action.accept(wantedKey);
        return true;
      }
    }
    return false;
  }

  private MergedEntries begin() {
    byte[] start = KeyLayout.start(keyGroup, column.tag());
    Entry[] unwritten = cache.unwrittenEntries().inColumn(keyGroup, column.tag(), start);
    return new MergedEntries(
        cache, keyGroup, start, KeyLayout.after(start, start.length), column, unwritten);
  }

  /** The key and namespace of the entry, unless they are not wanted or were seen. */
  private @Nullable KeyAndNamespace<K, N> accept(MergedEntries at) {
    byte[] key = at.key();
    in.wrap(key, KeyLayout.PREFIX_BYTES, key.length - KeyLayout.PREFIX_BYTES);
    int keyLength = in.readLength(1);
    int keyBegin = in.position();
    in.skip(keyLength);
    int namespaceLength = namespaced ? in.readLength(1) : 0;
    int namespaceBegin = in.position();
    int end = namespaceBegin + namespaceLength;
    if (lastLength == end && Arrays.equals(last, 0, end, key, 0, end)) {
      return null;
    }
    if (wanted != null && !Arrays.equals(wanted, 0, wanted.length, key, namespaceBegin, end)) {
      return null;
    }
    if (!at.isLive(column.schema().expiring() ? clock.millis() : 0)) {
      return null;
    }
    at.leaveValue();
    last = key;
    lastLength = end;
    in.wrap(key, keyBegin, keyLength);
    K parsed = keys.read(in);
    in.wrap(key, namespaceBegin, namespaceLength);
    return new KeyAndNamespace<>(parsed, namespaces.read(in));
  }
}
