package io.tidemark.fs.hadoop;

import io.tidemark.fs.tree.UnfinishedNames;
import io.tidemark.spi.StoredBlob;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Finds, and takes away, unfinished files, and folders that a crash left empty. A file that a dead
 * writer still has open is deleted like any other: the file system ends its lease with it.
 */
final class HadoopLeftovers {

  private final HadoopTree tree;
  private final long olderThanMillis;
  private final boolean dryRun;
  private final List<StoredBlob> found = new ArrayList<>();

  HadoopLeftovers(HadoopTree tree, long olderThanMillis, boolean dryRun) {
    this.tree = tree;
    this.olderThanMillis = olderThanMillis;
    this.dryRun = dryRun;
  }

  Collection<StoredBlob> collect() throws IOException {
    collect("");
    return found;
  }

  /** Says whether the folder is now empty. */
  private boolean collect(String folder) throws IOException {
    boolean empty = true;
    List<String> folders = new ArrayList<>();
    try {
      RemoteIterator<FileStatus> statuses = tree.files().listStatus(tree.folder(folder));
      while (statuses.hasNext()) {
        FileStatus status = statuses.next();
        String last = status.getPath().getName();
        String name = folder.isEmpty() ? last : folder + "/" + last;
        if (status.isDirectory()) {
          folders.add(name);
        } else {
          empty &= UnfinishedNames.matches(last) && collect(name, status);
        }
      }
    } catch (FileNotFoundException e) {
      return true;
    }
    for (String below : folders) {
      empty &= collect(below) && isTakenAway(tree.folder(below));
    }
    return empty;
  }

  private boolean collect(String name, FileStatus status) throws IOException {
    if (status.getModificationTime() >= olderThanMillis) {
      return false;
    }
    if (dryRun || tree.delete(status.getPath())) {
      found.add(new StoredBlob(name, status.getLen(), status.getModificationTime()));
    }
    return !dryRun;
  }

  private boolean isTakenAway(Path folder) throws IOException {
    if (dryRun) {
      return false;
    }
    try {
      tree.delete(folder);
      return true;
    } catch (PathIsNotEmptyDirectoryException e) {
      return false;
    }
  }
}
