package io.tidemark.fs;

import io.tidemark.fs.tree.UnfinishedNames;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Makes files that are not blobs yet. They lie in the folder where the blob will be, hidden from
 * lists by the dot before their names, and keep that folder from being taken away.
 */
final class UnfinishedFiles {

  private final FolderTree tree;
  private final FolderSyncs folderSyncs;
  private final Disk disk;
  private final InstantSource clock;
  private final Executor syncing;
  private final UnfinishedNames names;

  /**
   * Makes none yet.
   *
   * @param syncing syncs what is written, while more is
   */
  UnfinishedFiles(
      FolderTree tree, FolderSyncs folderSyncs, Disk disk, InstantSource clock, Executor syncing) {
    this.tree = tree;
    this.folderSyncs = folderSyncs;
    this.disk = disk;
    this.clock = clock;
    this.syncing = syncing;
    this.names = new UnfinishedNames(clock);
  }

  /** Makes an empty file beside where {@code blob} will be, and the folder if need be. */
  UnfinishedFile create(Path blob) throws IOException {
    return make(
        blob,
        file -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /**
   * Makes another name of an existing file beside where {@code blob} will be. Empty if the system
   * refuses that and nothing else is wrong that would also keep the caller from copying the file.
   */
  Optional<UnfinishedFile> link(Path blob, Path existing) throws IOException {
    try {
      return Optional.of(
          make(
              blob,
              file -> FileChannel.open(Files.createLink(file, existing), StandardOpenOption.READ)));
    } catch (AccessDeniedException | NoSuchFileException | NotDirectoryException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      tree.prune(FolderTree.folderOf(blob));
      return Optional.empty();
    }
  }

  private interface Making {
    FileChannel make(Path file) throws IOException;
  }

  private UnfinishedFile make(Path blob, Making making) throws IOException {
    Path folder = FolderTree.folderOf(blob);
    while (true) {
      Path file = folder.resolve(names.next());
      try {
        FileChannel channel = tree.placeIn(folder, () -> making.make(file));
        return new UnfinishedFile(tree, folderSyncs, disk, clock, blob, file, channel, syncing);
      } catch (FileAlreadyExistsException e) {
        // A process of the same number and start, on another machine, took this name: the next.
      }
    }
  }
}
