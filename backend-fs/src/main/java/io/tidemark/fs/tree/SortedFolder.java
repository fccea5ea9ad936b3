package io.tidemark.fs.tree;

import io.tidemark.spi.BlobNames;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one folder in the order of their keys, a page at a time. The folder is read anew
 * for each page, of which the smallest keys beyond the last page are kept: a folder of n entries is
 * read n ÷ {@link #PAGE_ENTRIES} times, and no more than a page of it is ever in memory.
 */
final class SortedFolder {

  static final int PAGE_ENTRIES = 1 << 14;

  private final FolderReader reader;
  private final String folder;
  private final String keysBegin;
  private final int pageEntries;
  private Deque<FolderEntry> page = new ArrayDeque<>();
  private String last = "";
  private boolean more = true;

  /**
   * A folder before its first entry.
   *
   * @param folder its name under the root, empty for the root
   * @param keysBegin what all names begin with; others are passed over
   */
  SortedFolder(FolderReader reader, String folder, String keysBegin, int pageEntries) {
    this.reader = reader;
    this.folder = folder;
    this.keysBegin = keysBegin;
    this.pageEntries = pageEntries;
  }

  /** The name under the root of an entry of this folder. */
  String nameOf(FolderEntry entry) {
    return folder.isEmpty() ? entry.name() : folder + "/" + entry.name();
  }

  /** The next entry, or null if there is none. */
  @Nullable FolderEntry next() throws IOException {
    if (page.isEmpty() && more) {
      page = readPage();
      more = page.size() == pageEntries;
    }
    FolderEntry next = page.poll();
    if (next != null) {
      last = next.key();
    }
    return next;
  }

  private Deque<FolderEntry> readPage() throws IOException {
    PriorityQueue<FolderEntry> smallest =
        new PriorityQueue<>(Comparator.comparing(FolderEntry::key).reversed());
    Predicate<String> mayBeOnPage = name -> mayBeOnPage(name, smallest);
    reader.read(
        folder,
        mayBeOnPage,
        entry -> {
          if (mayBeOnPage.test(entry.name()) && entry.key().compareTo(last) > 0) {
            smallest.add(entry);
            if (smallest.size() > pageEntries) {
              smallest.poll();
            }
          }
        });
    Deque<FolderEntry> sorted = new ArrayDeque<>(smallest.size());
    for (FolderEntry entry; (entry = smallest.poll()) != null; ) {
      sorted.addFirst(entry);
    }
    return sorted;
  }

  private boolean mayBeOnPage(String name, PriorityQueue<FolderEntry> smallest) {
    if (!name.startsWith(keysBegin) || !BlobNames.canBegin(name)) {
      return false;
    }
    boolean isPast = (name + "/").compareTo(last) <= 0;
    FolderEntry largest = smallest.peek();
    boolean isBeyond =
        smallest.size() == pageEntries && largest != null && name.compareTo(largest.key()) > 0;
    return !isPast && !isBeyond;
  }
}
