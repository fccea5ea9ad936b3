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
 * from its freezing on it stays as it is, and becomes the run of the same number.
 */
final class Generation {

  private static final int PAGE = 1 << 10;

  final long number;

  /** The files of its run, as soon as they are written; of whoever holds the lock for writing. */
  @Nullable List<RunFile> run;

  /** Who wants to see the database when this generation is in it; guarded by the queue. */
  final List<Picture> pictures = new ArrayList<>();

  private final List<Entry[]> pages = new ArrayList<>();
  private Entry @Nullable [] page;
  private int used = PAGE;
  private int size;
  private long bytes;

  /** The changed entries of maps by what their keys begin with; of the store's thread alone. */
  private final Map<Prefix, List<Entry>> byPrefix = new HashMap<>();

  Generation(long number) {
    this.number = number;
  }

  void add(Entry entry) {
    Entry[] target = page;
    if (target == null || used == PAGE) {
      target = new Entry[PAGE];
      page = target;
      pages.add(target);
      used = 0;
    }
    target[used++] = entry;
    size++;
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

  long bytes() {
    return bytes;
  }

  /** All entries, in the order in which they were changed. */
  Entry[] entries() {
    Entry[] all = new Entry[size];
    for (int i = 0; i < size; i++) {
      all[i] = get(i);
    }
    return all;
  }

  Entry get(int index) {
    return pages.get(index / PAGE)[index % PAGE];
  }
}
