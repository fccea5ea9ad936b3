package io.tidemark.memory;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.NoNamespace;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A directory beside a plain map that is told the same, with keys of text or of longs, and values
 * among the longs or among the objects; what is captured of one is captured of the other.
 */
final class DirectoryModel<K> {

  /** What a capture must show for as long as it is held. */
  record Captured<K>(int version, PageDirectory directory, Map<K, Long> expected) {}

  final Versions versions = new Versions(1);
  final Layout layout;
  final Map<K, Long> expected = new HashMap<>();
  private final Identities<K, NoNamespace> identities;
  private final Column<Long> values;
  private final Probe probe = new Probe();
  private long hashBits = -1;
  PageDirectory directory;

  DirectoryModel(Serializer<K> keys) {
    this(keys, Part.LONG);
  }

  DirectoryModel(Serializer<K> keys, Part value) {
    this(keys, Part.ofKeys(keys), value);
  }

  DirectoryModel(Serializer<K> keys, Part key, Part value) {
    layout = Layout.ofEntries(key, Part.NONE, value, false);
    identities = new Identities<>(layout, keys, NoNamespace.SERIALIZER);
    values = layout.valueColumn(Serializers.LONG);
    directory = new PageDirectory(layout, versions.current());
  }

  /** Leaves so few bits of the hashes of texts that keys collide. */
  DirectoryModel<K> withHashesOf(long bits) {
    hashBits = bits;
    return this;
  }

  private void aim(K key) {
    identities.aim(probe, key, NoNamespace.INSTANCE);
    probe.hash &= hashBits;
    if (layout.text) {
      probe.bits = probe.hash;
    }
  }

  /** Begins with room for so many entries. */
  void begin(long entries) {
    directory = PageDirectory.sized(layout, versions.current(), entries);
  }

  void put(K key, long value) {
    directory = directory.writable(versions);
    aim(key);
    Page page = directory.claim(probe, layout, versions);
    if (layout.fixedLongs) {
      layout.structure(page, probe.slot, value);
    } else {
      values.set(page, probe.slot, value);
    }
    expected.put(key, value);
  }

  void remove(K key) {
    directory = directory.writable(versions);
    aim(key);
    directory.remove(probe, layout, versions);
    expected.remove(key);
  }

  @Nullable Long get(K key) {
    aim(key);
    Page page = directory.find(probe, layout);
    Long value = page == null ? null : value(page, probe.slot);
    if (!Objects.equals(value, getFromRows())) {
      throw new AssertionError("The rows do not have what their page has of " + key);
    }
    return value;
  }

  private @Nullable Long getFromRows() {
    if (layout.paired) {
      return directory.readPair(probe, layout, Objects.requireNonNull(values.encoded()));
    }
    // The longs of the rows are their page's, of which there is no other way to them.
    Object[] objects = directory.findObjects(probe, layout);
    Page page = directory.find(probe, layout);
    if ((page == null) != (objects == null) || (page != null && page.objects != objects)) {
      throw new AssertionError("The rows are not those of their page");
    }
    return page == null ? null : value(page, probe.slot);
  }

  private Long value(Page page, int slot) {
    return layout.fixedLongs ? (Long) layout.structure(page, slot) : values.get(page, slot);
  }

  Captured<K> capture() {
    return new Captured<>(versions.capture(), directory, new HashMap<>(expected));
  }

  Map<K, Long> contents(PageDirectory of) {
    return changed(of, EntryCursor.EVERYTHING);
  }

  Map<K, Long> changed(PageDirectory of, int base) {
    Map<K, Long> contents = new HashMap<>();
    EntryCursor cursor = new EntryCursor(of, base);
    while (cursor.next()) {
      Page page = cursor.page();
      K key = identities.key(page, cursor.slot());
      if (contents.put(key, value(page, cursor.slot())) != null) {
        throw new AssertionError("Seen twice: " + key);
      }
    }
    if (!contents.equals(changedByBatches(of, base))) {
      throw new AssertionError("Batches do not have what is found one by one");
    }
    return contents;
  }

  private Map<K, Long> changedByBatches(PageDirectory of, int base) {
    Map<K, Long> contents = new HashMap<>();
    for (PageBatch batch = new PageBatch(of, base); batch.next(); ) {
      for (int i = 0; i < batch.size(); i++) {
        Page page = batch.page(i);
        for (long rest = batch.rows(i); rest != 0; rest &= rest - 1) {
          int slot = Long.numberOfTrailingZeros(rest);
          K key = identities.key(page, slot);
          if (contents.put(key, values.get(page, slot)) != null) {
            throw new AssertionError("Seen twice in batches: " + key);
          }
        }
      }
    }
    return contents;
  }

  /** How many pages there are. */
  int pages() {
    int pages = 0;
    for (int at = 0; at < directory.pointers(); pages++) {
      at += directory.pointersTo(directory.atPointer(at));
    }
    return pages;
  }
}
