package io.tidemark.fs.hadoop;

import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import java.io.IOException;
import java.util.Objects;

/** Writes a file, which becomes the blob in the end. */
final class HadoopBlobWriter implements BlobWriter<StoredBlob> {

  private final HadoopStorage storage;
  private final String name;
  private final UnfinishedHadoopFile file;
  private boolean ended;

  HadoopBlobWriter(HadoopStorage storage, String name, UnfinishedHadoopFile file) {
    this.storage = storage;
    this.name = name;
    this.file = file;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireOpen();
    try {
      file.write(bytes, offset, length);
    } catch (IOException e) {
      throw storage.errors().of("write blob '" + name + "'", e);
    }
  }

  @Override
  public StoredBlob commit() {
    requireOpen();
    ended = true;
    try {
      return new StoredBlob(name, file.length(), file.become());
    } catch (IOException e) {
      throw storage
          .errors()
          .of("commit blob '" + name + "', which may be visible all the same,", e);
    }
  }

  @Override
  public void close() {
    ended = true;
    try {
      file.close();
    } catch (IOException e) {
      throw storage.errors().of("take away what was written of blob '" + name + "'", e);
    }
  }

  private void requireOpen() {
    storage.requireOpen();
    if (ended) {
      throw new StorageException(
          "The writer of blob '" + name + "' has committed or is closed; begin another",
          false,
          null);
    }
  }
}
