package io.tidemark.rocksdb;

import io.tidemark.rocksdb.runs.Picture;
import io.tidemark.rocksdb.runs.RunFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries that were changed between two moments, each once. It grows on the store's thread;
 * from its freezing on it tells what they held then, and becomes the run of the same number.
 */
final class Generation {

  /** What a content takes that is kept, without its value: a reference or two, and its bits. */
  private static final int KEPT_BYTES = 20;

  final long number;

  /** The files of its run, as soon as they are written; of whoever holds the lock for writing. */
  @Nullable List<RunFile> run;

  /** Who wants to see the database when this generation is in it; guarded by the queue. */
  final List<Picture> pictures = new ArrayList<>();

  /** The entries, by their slots. */
  private final List<GenerationPage> pages = new ArrayList<>();

  private @Nullable GenerationPage page;
  private int size;
  private long bytes;

  /** What of the bytes is no more, as entries were changed again; of the store's thread alone. */
  private long leftBytes;

  /** The changed entries of maps by what their keys begin with; of the store's thread alone. */
  private final Map<Prefix, List<Entry>> byPrefix = new HashMap<>();

  Generation(long number) {
    this.number = number;
  }

  /** Adds an entry, which is in no other generation any more or {@linkplain #keep kept} there. */
  void add(Entry entry) {
    GenerationPage target = page;
    int slot = size % GenerationPage.SLOTS;
    if (target == null || slot == 0) {
      target = new GenerationPage();
      page = target;
      pages.add(target);
    }
    target.set(slot, entry);
    entry.generation = number;
    entry.slot = size++;
    entry.kept = false;
    entry.indexed = false;
  }

  /**
   * Keeps the content of an entry of this generation, which is frozen, because the entry is about
   * to be changed.
   *
   * @return how many bytes the generation takes less by that
   */
  int keep(Entry entry) {
    pages.get(entry.slot / GenerationPage.SLOTS).keep(entry.slot % GenerationPage.SLOTS, entry);
    entry.kept = true;
    int left = Column.ENTRY_BYTES + entry.key.length - KEPT_BYTES;
    leftBytes += left;
    return left;
  }

  /** Makes {@code target} what the entry in {@code slot} held when this was frozen. Any thread. */
  void read(int slot, Content target) {
    pages.get(slot / GenerationPage.SLOTS).read(slot % GenerationPage.SLOTS, target);
  }

  void addBytes(long more) {
    bytes += more;
  }

  void index(Prefix prefix, Entry entry) {
    byPrefix.computeIfAbsent(prefix, key -> new ArrayList<>(4)).add(entry);
  }

  List<Entry> under(Prefix prefix) {
    return byPrefix.getOrDefault(prefix, List.of());
  }

  int size() {
    return size;
  }

  /** The bytes of the entries that were changed. */
  long bytes() {
    return bytes;
  }

  /** The bytes of what of them is still here. */
  long heldBytes() {
    return bytes - leftBytes;
  }

  /** All entries, by their slots: in the order in which they were changed. */
  Entry[] entries() {
    Entry[] all = new Entry[size];
    for (int from = 0; from < size; from += GenerationPage.SLOTS) {
      int count = Math.min(GenerationPage.SLOTS, size - from);
      pages.get(from / GenerationPage.SLOTS).copyTo(all, from, count);
    }
    return all;
  }

  Entry get(int slot) {
    return pages.get(slot / GenerationPage.SLOTS).get(slot % GenerationPage.SLOTS);
  }
}
