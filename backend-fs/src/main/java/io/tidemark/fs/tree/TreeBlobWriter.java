package io.tidemark.fs.tree;

import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import java.io.IOException;
import java.util.Objects;

/** Writes a file, which becomes the blob in the end. Belongs to one thread at a time. */
public final class TreeBlobWriter implements BlobWriter<StoredBlob> {

  private final WriteGuard storage;
  private final String name;
  private final UnfinishedBlob file;
  private boolean ended;

  /** Takes over the file. */
  public TreeBlobWriter(WriteGuard storage, String name, UnfinishedBlob file) {
    this.storage = storage;
    this.name = name;
    this.file = file;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireUnended();
    try {
      file.write(bytes, offset, length);
    } catch (IOException e) {
      ended = true;
      throw storage.failure("write blob '" + name + "'", e);
    }
  }

  @Override
  public StoredBlob commit() {
    requireUnended();
    ended = true;
    try {
      return new StoredBlob(name, file.length(), file.become());
    } catch (IOException e) {
      throw storage.failure("commit blob '" + name + "', which may be visible all the same,", e);
    }
  }

  @Override
  public void close() {
    ended = true;
    try {
      file.close();
    } catch (IOException e) {
      throw storage.failure("take away what was written of blob '" + name + "'", e);
    }
  }

  private void requireUnended() {
    storage.requireOpen();
    if (ended) {
      throw new StorageException(
          "The writer of blob '" + name + "' has committed, failed or is closed; begin another",
          false,
          null);
    }
  }
}
