package io.tidemark.fs.hadoop;

import io.tidemark.fs.tree.UnfinishedBlob;
import io.tidemark.fs.tree.UnfinishedNames;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of Hadoop's that is to become a blob.
 *
 * <p>It becomes the blob by a rename that refuses a name that is taken, after its bytes are on the
 * datanodes' disks and the file is closed: so no blob is ever under a writer's lease.
 */
final class UnfinishedHadoopFile implements UnfinishedBlob {

  private final HadoopTree tree;
  private final Path blob;
  private final Path file;
  private final FSDataOutputStream out;
  private long length;
  private boolean outClosed;
  private boolean renamed;
  private boolean closed;

  private UnfinishedHadoopFile(HadoopTree tree, Path blob, Path file, FSDataOutputStream out) {
    this.tree = tree;
    this.blob = blob;
    this.file = file;
    this.out = out;
  }

  /** Makes an empty file beside where {@code blob} will be, and the folder if need be. */
  static UnfinishedHadoopFile create(HadoopTree tree, UnfinishedNames names, Path blob)
      throws IOException {
    while (true) {
      Path file = new Path(blob.getParent(), names.next());
      try {
        FSDataOutputStream out = tree.create(file);
        return new UnfinishedHadoopFile(tree, blob, file, out);
      } catch (FileAlreadyExistsException e) {
        if (!exists(tree, file)) {
          throw e;
        }
        // A process of the same number and start, on another machine, took this name: the next.
      }
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    this.length += length;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public long become() throws IOException {
    long modified = finish();
    if (!rename()) {
      place(Options.Rename.OVERWRITE);
    }
    return modified;
  }

  @Override
  public boolean becomeIfFree() throws IOException {
    finish();
    return rename();
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (renamed) {
      return;
    }
    IOException closing = closeOut();
    try {
      tree.delete(file);
      tree.prune(file.getParent());
    } catch (IOException e) {
      if (closing != null) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  /** Nobody wants the bytes any more, so that an error is told only if the file stays there. */
  private @Nullable IOException closeOut() {
    if (outClosed) {
      return null;
    }
    try {
      outClosed = true;
      out.close();
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private long finish() throws IOException {
    out.hsync();
    outClosed = true;
    out.close();
    FileStatus status;
    try {
      status = tree.files().getFileStatus(file);
    } catch (FileNotFoundException e) {
      throw collected(e);
    }
    if (status.getLen() != length) {
      throw new IOException(
          file + " has " + status.getLen() + " bytes, though " + length + " were written");
    }
    return status.getModificationTime();
  }

  /** Becomes the blob unless the name is taken, and says whether it was free. */
  private boolean rename() throws IOException {
    try {
      place(Options.Rename.NONE);
      return true;
    } catch (IOException e) {
      if (isFolder(e)) {
        throw new FolderInTheWayException(blob, e);
      }
      if (e instanceof FileAlreadyExistsException) {
        return false;
      }
      throw e;
    }
  }

  /** Whether a folder is where the blob should be, which file systems refuse by various errors. */
  private boolean isFolder(IOException refusal) {
    try {
      return tree.files().getFileStatus(blob).isDirectory();
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      refusal.addSuppressed(e);
      return false;
    }
  }

  private void place(Options.Rename option) throws IOException {
    try {
      tree.files().rename(file, blob, option);
      renamed = true;
    } catch (FileNotFoundException e) {
      throw collected(e);
    }
  }

  private FileNotFoundException collected(FileNotFoundException cause) {
    FileNotFoundException collected =
        new FileNotFoundException(
            file + " is not there: it was collected as a leftover while it was being written");
    collected.initCause(cause);
    return collected;
  }

  private static boolean exists(HadoopTree tree, Path file) throws IOException {
    try {
      tree.files().getFileStatus(file);
      return true;
    } catch (FileNotFoundException e) {
      return false;
    }
  }
}
