package io.tidemark.fs;

import io.tidemark.spi.BlobNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one folder in the order of their keys, a page at a time. The folder is read anew
 * for each page, of which the smallest keys beyond the last page are kept: a folder of n entries is
 * read n ÷ {@link #PAGE_ENTRIES} times, and no more than a page of it is ever in memory.
 */
final class SortedFolder {

  static final int PAGE_ENTRIES = 1 << 14;

  /**
   * @param key the name, with a slash after it if it is a folder's
   */
  record Entry(String key, long length, long modifiedMillis) {

    boolean isFolder() {
      return key.endsWith("/");
    }

    String name() {
      return isFolder() ? key.substring(0, key.length() - 1) : key;
    }
  }

  private final Path folder;
  private final String keysBegin;
  private final int pageEntries;
  private Deque<Entry> page = new ArrayDeque<>();
  private String last = "";
  private boolean more = true;

  /**
   * @param keysBegin what all names begin with; others are passed over
   */
  SortedFolder(Path folder, String keysBegin) {
    this(folder, keysBegin, PAGE_ENTRIES);
  }

  SortedFolder(Path folder, String keysBegin, int pageEntries) {
    this.folder = folder;
    this.keysBegin = keysBegin;
    this.pageEntries = pageEntries;
  }

  Path path() {
    return folder;
  }

  /** The next entry, or null if there is none. A folder that is not there has none. */
  @Nullable Entry next() throws IOException {
    if (page.isEmpty() && more) {
      page = readPage();
      more = page.size() == pageEntries;
    }
    Entry next = page.poll();
    if (next != null) {
      last = next.key();
    }
    return next;
  }

  private Deque<Entry> readPage() throws IOException {
    PriorityQueue<Entry> smallest =
        new PriorityQueue<>(Comparator.comparing(Entry::key).reversed());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!mayBeOnPage(file.getFileName().toString(), smallest)) {
          continue;
        }
        Entry entry = entryOf(file);
        if (entry != null && entry.key().compareTo(last) > 0) {
          smallest.add(entry);
          if (smallest.size() > pageEntries) {
            smallest.poll();
          }
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return new ArrayDeque<>();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Deque<Entry> sorted = new ArrayDeque<>(smallest.size());
    for (Entry entry; (entry = smallest.poll()) != null; ) {
      sorted.addFirst(entry);
    }
    return sorted;
  }

  /** Spares asking the system about files that cannot be on the page. */
  private boolean mayBeOnPage(String name, PriorityQueue<Entry> smallest) {
    if (!name.startsWith(keysBegin) || !BlobNames.canBegin(name)) {
      return false;
    }
    boolean isPast = (name + "/").compareTo(last) <= 0;
    Entry largest = smallest.peek();
    boolean isBeyond =
        smallest.size() == pageEntries && largest != null && name.compareTo(largest.key()) > 0;
    return !isPast && !isBeyond;
  }

  private @Nullable Entry entryOf(Path file) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
    String name = file.getFileName().toString();
    if (attributes.isDirectory()) {
      return new Entry(name + "/", 0, 0);
    }
    return attributes.isRegularFile()
        ? new Entry(name, attributes.size(), attributes.lastModifiedTime().toMillis())
        : null;
  }
}
