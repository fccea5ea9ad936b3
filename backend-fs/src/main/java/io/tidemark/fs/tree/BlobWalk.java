package io.tidemark.fs.tree;

import io.tidemark.spi.BlobNames;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Goes through the blobs under a prefix in the order of their names' bytes: each folder's entries
 * in the order of their keys, which end in a slash for folders, because the names below them go on
 * with one. Of each folder on the way down a page is held, so memory is bounded by the depth.
 */
public final class BlobWalk extends AbstractSpliterator<StoredBlob> {

  private final FolderReader reader;
  private final String prefix;
  private final Function<IOException, StorageException> errors;
  private final int pageEntries;
  private final Deque<SortedFolder> open = new ArrayDeque<>();

  private BlobWalk(
      FolderReader reader,
      String prefix,
      Function<IOException, StorageException> errors,
      int pageEntries) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL);
    this.reader = reader;
    this.prefix = prefix;
    this.errors = errors;
    this.pageEntries = pageEntries;
  }

  /**
   * The blobs whose names begin with {@code prefix}; nothing is read before the first is asked for.
   *
   * @param errors what to throw when a folder cannot be read
   */
  public static Stream<StoredBlob> of(
      FolderReader reader, String prefix, Function<IOException, StorageException> errors) {
    return of(reader, prefix, errors, SortedFolder.PAGE_ENTRIES);
  }

  /** The same, with so many entries of a folder held at a time. */
  static Stream<StoredBlob> of(
      FolderReader reader,
      String prefix,
      Function<IOException, StorageException> errors,
      int pageEntries) {
    if (!BlobNames.canBegin(prefix)) {
      return Stream.empty();
    }
    BlobWalk walk = new BlobWalk(reader, prefix, errors, pageEntries);
    walk.enter(prefix.substring(0, Math.max(0, prefix.lastIndexOf('/'))));
    return StreamSupport.stream(walk, false);
  }

  @Override
  public boolean tryAdvance(Consumer<? super StoredBlob> action) {
    try {
      for (SortedFolder folder; (folder = open.peek()) != null; ) {
        FolderEntry entry = folder.next();
        if (entry == null) {
          open.pop();
        } else if (entry.isFolder()) {
          enter(folder.nameOf(entry));
        } else {
          action.accept(
              new StoredBlob(folder.nameOf(entry), entry.length(), entry.modifiedMillis()));
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw errors.apply(e);
    }
  }

  private void enter(String folder) {
    String within = folder.isEmpty() ? "" : folder + "/";
    // Below the prefix's own folder everything fits; in it, what begins with the prefix's end.
    String keysBegin = prefix.length() > within.length() ? prefix.substring(within.length()) : "";
    open.push(new SortedFolder(reader, folder, keysBegin, pageEntries));
  }
}
