package io.tidemark.fs;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Deletes files and then the folders that they leave empty. Nothing is synced: a file that comes
 * back with the machine is garbage once more, and is collected once more.
 */
final class Deletion {

  private final FolderTree tree;
  private final Set<Path> folders = new LinkedHashSet<>();

  Deletion(FolderTree tree) {
    this.tree = tree;
  }

  /** Deletes a file, if it is there. */
  void delete(Path file) throws IOException {
    try {
      if (Files.deleteIfExists(file)) {
        folders.add(FolderTree.folderOf(file));
      }
    } catch (DirectoryNotEmptyException e) {
      // A folder of this name: there is no such blob.
      return;
    } catch (FileSystemException e) {
      if (tree.fileOnTheWay(FolderTree.folderOf(file)).isEmpty()) {
        throw e;
      }
    }
  }

  void prune() throws IOException {
    for (Path folder : folders) {
      tree.prune(folder);
    }
  }
}
