package io.tidemark.fs.hadoop;

import io.tidemark.fs.tree.FolderEntry;
import io.tidemark.fs.tree.FolderReader;
import io.tidemark.spi.BlobNames;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.AccessControlException;

/**
 * The files and folders under a root. Empty folders may be taken away at any time: a file is made
 * together with its folder, in one step, and a folder with a file in it stays.
 */
record HadoopTree(FileContext files, Path root, List<CreateOpts> creation) implements FolderReader {

  private static final String REPLICATION = "dfs.replication";
  private static final String BLOCK_SIZE = "dfs.blocksize";

  static HadoopTree of(FileContext files, Path root, Configuration configuration) {
    List<CreateOpts> creation = new ArrayList<>();
    creation.add(CreateOpts.createParent());
    // Left to itself, a file context asks the namenode, and not its own configuration.
    if (configuration.get(REPLICATION) != null) {
      creation.add(CreateOpts.repFac((short) configuration.getInt(REPLICATION, 0)));
    }
    if (configuration.get(BLOCK_SIZE) != null) {
      creation.add(CreateOpts.blockSize(configuration.getLongBytes(BLOCK_SIZE, 0)));
    }
    return new HadoopTree(files, root, List.copyOf(creation));
  }

  /**
   * Makes an empty file, and its folder if need be.
   *
   * @throws org.apache.hadoop.fs.FileAlreadyExistsException if the name is taken
   */
  FSDataOutputStream create(Path file) throws IOException {
    // hsync reaches the last block; the flag has datanodes sync the ones before as well.
    return files.create(
        file,
        EnumSet.of(CreateFlag.CREATE, CreateFlag.SYNC_BLOCK),
        creation.toArray(new CreateOpts[0]));
  }

  /** The file of a blob. */
  Path file(String name) {
    return new Path(root, BlobNames.check(name));
  }

  /** A folder by its name, empty for the root. */
  Path folder(String name) {
    return name.isEmpty() ? root : new Path(root, name);
  }

  /** Comes page by page from the file system, so that no folder is too large. */
  @Override
  public void read(String folder, Predicate<String> wanted, Consumer<FolderEntry> found)
      throws IOException {
    try {
      RemoteIterator<FileStatus> statuses = files.listStatus(folder(folder));
      while (statuses.hasNext()) {
        FileStatus status = statuses.next();
        String name = status.getPath().getName();
        if (status.isDirectory()) {
          found.accept(FolderEntry.ofFolder(name));
        } else if (status.isFile() && !status.getPath().equals(folder(folder))) {
          found.accept(new FolderEntry(name, status.getLen(), status.getModificationTime()));
        }
      }
    } catch (IOException e) {
      if (!isAbsence(e, folder(folder))) {
        throw e;
      }
    }
  }

  /** Deletes a file, or an empty folder, and says whether there was one. */
  boolean delete(Path file) throws IOException {
    try {
      return files.delete(file, false);
    } catch (IOException e) {
      if (isAbsence(e, file)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Whether {@code error} says that there is no {@code file}. For one that would lie in another
   * file, in place of a folder, HDFS speaks of a lack of permission.
   */
  boolean isAbsence(IOException error, Path file) throws IOException {
    if (error instanceof FileNotFoundException || error instanceof ParentNotDirectoryException) {
      return true;
    }
    if (error instanceof AccessControlException) {
      for (Path above = file.getParent();
          above != null && above.depth() > root.depth();
          above = above.getParent()) {
        if (isFile(above)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isFile(Path path) throws IOException {
    try {
      return files.getFileStatus(path).isFile();
    } catch (FileNotFoundException | AccessControlException e) {
      return false;
    }
  }

  /** Takes away a folder and those above it, below the root, as long as they are empty. */
  void prune(Path folder) throws IOException {
    for (Path empty = folder;
        empty != null && empty.depth() > root.depth();
        empty = empty.getParent()) {
      try {
        delete(empty);
      } catch (PathIsNotEmptyDirectoryException e) {
        return;
      }
    }
  }
}
