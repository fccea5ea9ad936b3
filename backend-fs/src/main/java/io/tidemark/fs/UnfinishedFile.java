package io.tidemark.fs;

import io.tidemark.fs.tree.UnfinishedBlob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * A file of this machine that is to become a blob.
 *
 * <p>The time of modification is set from the storage's clock when the file becomes a blob: a
 * linked file may be old, but its blob is new.
 */
final class UnfinishedFile implements UnfinishedBlob {

  /** The system copies a heap array through a buffer of this size, which stays in the cache. */
  private static final int PIECE_BYTES = 256 << 10;

  private final FolderTree tree;
  private final FolderSyncs folderSyncs;
  private final Disk disk;
  private final InstantSource clock;
  private final Path blob;
  private final Path file;
  private final FileChannel channel;
  private final EarlySync earlySync;
  private long length;
  private boolean renamed;
  private boolean closed;

  UnfinishedFile(
      FolderTree tree,
      FolderSyncs folderSyncs,
      Disk disk,
      InstantSource clock,
      Path blob,
      Path file,
      FileChannel channel,
      Executor syncing) {
    this.tree = tree;
    this.folderSyncs = folderSyncs;
    this.disk = disk;
    this.clock = clock;
    this.blob = blob;
    this.file = file;
    this.channel = channel;
    this.earlySync = new EarlySync(() -> disk.sync(file, channel), syncing);
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    for (int end = offset + length; buffer.position() < end; ) {
      buffer.limit(Math.min(end, buffer.position() + PIECE_BYTES));
      earlySync.written(channel.write(buffer));
    }
    this.length += length;
  }

  @Override
  public long become() throws IOException {
    long now = sync();
    try {
      rename();
    } catch (FileSystemException e) {
      if (!removeEmptyFolder()) {
        throw e;
      }
      rename();
    }
    folderSyncs.begin(blob);
    return now;
  }

  @Override
  public boolean becomeIfFree() throws IOException {
    folderSyncs.beginWay(blob);
    sync();
    folderSyncs.await();
    boolean free = link() || (removeEmptyFolder() && link());
    try {
      tree.sync(FolderTree.folderOf(blob));
    } catch (IOException e) {
      throw new IOException("the blob is visible, but may not survive the machine: " + e, e);
    }
    return free;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (channel) {
      if (!renamed && Files.deleteIfExists(file)) {
        tree.prune(FolderTree.folderOf(file));
      }
    }
  }

  private long sync() throws IOException {
    long now = clock.millis();
    try {
      Files.setLastModifiedTime(file, FileTime.fromMillis(now));
    } catch (NoSuchFileException e) {
      throw collected(e);
    }
    earlySync.end();
    // Bytes and length: the time counts only while the snapshot is pending, on a living machine.
    disk.sync(file, channel);
    return now;
  }

  private void rename() throws IOException {
    try {
      disk.rename(file, blob);
      // Of two links to one file, a rename leaves both.
      renamed = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw collected(e);
    }
  }

  private boolean link() throws IOException {
    try {
      disk.link(file, blob);
      return true;
    } catch (FileAlreadyExistsException e) {
      // Over a network, an answer that was lost makes the system link twice: then it is our own.
      return Files.isSameFile(file, blob);
    } catch (NoSuchFileException e) {
      throw collected(e);
    } catch (UnsupportedOperationException e) {
      throw new FileSystemException(blob.toString(), null, "this file system has no hard links");
    }
  }

  /** An empty folder of the blob's name is in the way only until it is taken away. */
  private boolean removeEmptyFolder() throws IOException {
    return Files.isDirectory(blob, LinkOption.NOFOLLOW_LINKS) && Files.deleteIfExists(blob);
  }

  private FileSystemException collected(NoSuchFileException e) {
    FileSystemException collected =
        new NoSuchFileException(
            file.toString(), null, "it was collected as a leftover while it was being written");
    collected.initCause(e);
    return collected;
  }
}
