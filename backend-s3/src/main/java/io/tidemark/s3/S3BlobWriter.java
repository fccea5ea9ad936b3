package io.tidemark.s3;

import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gathers a part at a time: a blob of one part is one PUT, a larger one is sent in parts. */
final class S3BlobWriter implements BlobWriter<StoredBlob> {

  private final S3Storage storage;
  private final Connection connection;
  private final String name;
  private final String key;
  private byte[] buffer = {};
  private int filled;
  private long length;
  private @Nullable MultipartUpload upload;
  private boolean ended;

  S3BlobWriter(S3Storage storage, Connection connection, String name, String key) {
    this.storage = storage;
    this.connection = connection;
    this.name = name;
    this.key = key;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    requireOpen();
    int at = offset;
    for (int end = offset + count; at < end; ) {
      if (filled == connection.buffers().partBytes()) {
        ended = true; // until the part is sent: without it there is nothing to commit
        sendPart("write");
        ended = false;
      }
      int room = Math.min(end - at, connection.buffers().partBytes() - filled);
      if (filled + room > buffer.length) {
        buffer = connection.buffers().grow(buffer, filled, filled + room);
      }
      System.arraycopy(bytes, at, buffer, filled, room);
      filled += room;
      at += room;
    }
    length += count;
  }

  @Override
  public StoredBlob commit() {
    requireOpen();
    ended = true;
    long when;
    if (upload == null) {
      when =
          storage.attemptCommit(
              name, () -> connection.client().put(key, connection.payload(buffer, filled), false));
      connection.buffers().give(buffer);
      buffer = new byte[0];
    } else {
      sendPart("commit");
      MultipartUpload sent = upload;
      when = storage.attemptCommit(name, sent::complete);
      upload = null;
    }
    return new StoredBlob(name, length, storage.timeOr(when));
  }

  @Override
  public void close() {
    ended = true;
    connection.buffers().give(buffer);
    buffer = new byte[0];
    MultipartUpload begun = upload;
    upload = null;
    if (begun != null) {
      storage.attempt(
          "drop what was written of blob '" + name + "', which collecting leftovers will do",
          () -> {
            begun.drop();
            return true;
          });
    }
  }

  private void sendPart(String what) {
    byte[] part = buffer;
    int partLength = filled;
    buffer = new byte[0];
    filled = 0;
    storage.attempt(
        what + " blob '" + name + "'",
        () -> {
          MultipartUpload to = upload;
          if (to == null) {
            to = MultipartUpload.begin(connection, key);
            upload = to;
          }
          to.add(part, partLength);
          return true;
        });
  }

  private void requireOpen() {
    storage.requireOpen();
    if (ended) {
      throw new StorageException(
          "The writer of blob '" + name + "' has committed, failed or is closed; begin another",
          false,
          null);
    }
  }
}
