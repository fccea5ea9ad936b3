package io.tidemark.memory;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.SnapshotEntry;
import org.jspecify.annotations.Nullable;

/** The key, the namespace and the time of the rows of a layout, between memory and snapshots. */
final class Identities<K, N> {

  private final Layout layout;
  private final Column<K> keys;
  private final @Nullable Column<N> namespaces;

  Identities(Layout layout, Serializer<K> keys, Serializer<N> namespaces) {
    this.layout = layout;
    this.keys = layout.keyColumn(keys);
    this.namespaces = layout.hasNamespace() ? layout.namespaceColumn(namespaces) : null;
  }

  K key(Page page, int slot) {
    return layout.text ? text(page, slot) : keys.get(page, slot);
  }

  private K text(Page page, int slot) {
    WriteBuffer bytes = new WriteBuffer(32);
    TextArea.write(page.longs, layout.row(slot), bytes);
    return keys.serializer().read(new ReadBuffer(bytes.array(), 0, bytes.position()));
  }

  @SuppressWarnings("unchecked")
  N namespace(Page page, int slot) {
    return namespaces == null ? (N) NoNamespace.INSTANCE : namespaces.get(page, slot);
  }

  boolean isIn(Page page, int slot, N namespace) {
    return namespaces == null || namespaces.get(page, slot).equals(namespace);
  }

  /**
   * Refuses a namespace that cannot be one of these.
   *
   * @throws IllegalArgumentException if it is of another type
   */
  void requireNamespace(String state, N namespace) {
    if (namespaces == null ? namespace != NoNamespace.INSTANCE : !namespaces.accepts(namespace)) {
      throw new IllegalArgumentException(
          "State '"
              + state
              + "' has "
              + (namespaces == null
                  ? "no namespaces"
                  : "namespaces of type " + namespaces.serializer().description())
              + ", but was asked for one of "
              + namespace.getClass());
    }
  }

  boolean hasNamespaces() {
    return namespaces != null;
  }

  /** Sets the namespace of which a probe speaks from its next {@link Layout#aim} on. */
  void setNamespace(Probe probe, N namespace) {
    if (namespaces == null) {
      return;
    }
    if (namespaces.isLong()) {
      probe.namespaceBits = namespaces.bits(namespace);
    } else {
      probe.namespace = namespace;
    }
  }

  /** Points a probe at a key and a namespace. */
  void aim(Probe probe, K key, N namespace) {
    setNamespace(probe, namespace);
    aim(probe, key);
  }

  /** Points a probe at a key in the namespace that was {@linkplain #setNamespace set}. */
  void aim(Probe probe, K key) {
    if (keys.isLong()) {
      long bits = keys.bits(key);
      layout.aim(probe, bits, Hash.of(bits), null);
    } else if (layout.text) {
      TextKey text = probe.ownText();
      text.set(key, keys.serializer());
      layout.aim(probe, 0, text.hash(), null);
    } else {
      layout.aim(probe, 0, Hash.of(key), key);
    }
  }

  /**
   * Points a probe at the identity of an entry.
   *
   * @param migration reads the namespace if it was written in an older layout
   */
  void read(Probe probe, SnapshotEntry entry, Compatibility.@Nullable Reader<N> migration) {
    if (layout.isTimed()) {
      probe.time = entry.userKey().readLong() ^ Long.MIN_VALUE;
    }
    if (namespaces != null) {
      ReadBuffer namespaceBytes = entry.namespace();
      if (migration != null) {
        setNamespace(probe, migration.read(namespaceBytes));
      } else if (namespaces.isLong()) {
        probe.namespaceBits = namespaces.readBits(namespaceBytes);
      } else {
        probe.namespace = namespaces.serializer().read(namespaceBytes);
      }
    }
    readKey(probe, entry.key());
  }

  /** Points a probe at the key that {@code in} holds, in the namespace that was set. */
  void readKey(Probe probe, ReadBuffer in) {
    if (keys.isLong()) {
      long bits = keys.readBits(in);
      layout.aim(probe, bits, Hash.of(bits), null);
    } else {
      aim(probe, keys.serializer().read(in));
    }
  }

  /** Begins an entry with the identity that stands in a row. */
  void write(Page page, int slot, EntryWriter out) {
    WriteBuffer keyBytes = out.beginEntry();
    if (layout.text) {
      TextArea.write(page.longs, layout.row(slot), keyBytes);
    } else {
      keys.write(page, slot, keyBytes);
    }
    if (namespaces != null) {
      namespaces.write(page, slot, out.namespace());
    }
    if (layout.isTimed()) {
      out.timestamp(layout.time(page, slot));
    }
  }
}
