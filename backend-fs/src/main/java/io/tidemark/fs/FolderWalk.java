package io.tidemark.fs;

import io.tidemark.spi.BlobNames;
import io.tidemark.spi.StoredBlob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Goes through the blobs under a prefix in the order of their names' bytes: each folder's entries
 * in the order of their keys, which end in a slash for folders, because the names below them go on
 * with one. Of each folder on the way down a page is held, so memory is bounded by the depth.
 */
final class FolderWalk extends AbstractSpliterator<StoredBlob> {

  private final FolderTree tree;
  private final String prefix;
  private final FileErrors errors;
  private final Deque<SortedFolder> open = new ArrayDeque<>();

  private FolderWalk(FolderTree tree, String prefix, FileErrors errors) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL);
    this.tree = tree;
    this.prefix = prefix;
    this.errors = errors;
  }

  static Stream<StoredBlob> of(FolderTree tree, String prefix, FileErrors errors) {
    if (!BlobNames.canBegin(prefix)) {
      return Stream.empty();
    }
    FolderWalk walk = new FolderWalk(tree, prefix, errors);
    int slash = prefix.lastIndexOf('/');
    walk.enter(slash < 0 ? tree.root() : tree.root().resolve(prefix.substring(0, slash)));
    return StreamSupport.stream(walk, false);
  }

  @Override
  public boolean tryAdvance(Consumer<? super StoredBlob> action) {
    try {
      for (SortedFolder folder; (folder = open.peek()) != null; ) {
        SortedFolder.Entry entry = folder.next();
        if (entry == null) {
          open.pop();
        } else if (entry.isFolder()) {
          enter(folder.path().resolve(entry.name()));
        } else {
          String name = tree.name(folder.path().resolve(entry.name()));
          action.accept(new StoredBlob(name, entry.length(), entry.modifiedMillis()));
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw errors.reading("list '" + prefix + "'", e);
    }
  }

  private void enter(Path folder) {
    String name = tree.name(folder);
    String within = name.isEmpty() ? "" : name + "/";
    // Below the prefix's own folder everything fits; in it, what begins with the prefix's end.
    String keysBegin = prefix.length() > within.length() ? prefix.substring(within.length()) : "";
    open.push(new SortedFolder(folder, keysBegin));
  }
}
