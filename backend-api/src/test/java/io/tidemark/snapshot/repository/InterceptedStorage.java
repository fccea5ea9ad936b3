package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StoredBlob;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Asks an interceptor about every call that another storage would get. */
final class InterceptedStorage implements SnapshotStorage {

  private final SnapshotStorage storage;
  private final Interceptor interceptor;

  InterceptedStorage(SnapshotStorage storage, Interceptor interceptor) {
    this.storage = storage;
    this.interceptor = interceptor;
  }

  /** Does a call, or does not, or fails. */
  interface Interceptor {
    <T> T around(String call, String name, Supplier<T> work);
  }

  @Override
  public URI root() {
    return storage.root();
  }

  @Override
  public BlobWriter<StoredBlob> write(String name) {
    BlobWriter<StoredBlob> writer = storage.write(name);
    return new BlobWriter<>() {
      @Override
      public void write(byte[] bytes, int offset, int length) {
        writer.write(bytes, offset, length);
      }

      @Override
      public StoredBlob commit() {
        return interceptor.around("commit", name, writer::commit);
      }

      @Override
      public void close() {
        writer.close();
      }
    };
  }

  @Override
  public BlobReader read(String name, long offset, long length) {
    return interceptor.around("read", name, () -> storage.read(name, offset, length));
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) {
    return interceptor.around("create", name, () -> storage.createIfAbsent(name, content));
  }

  @Override
  public Stream<StoredBlob> list(String prefix) {
    return interceptor.around("list", prefix, () -> storage.list(prefix));
  }

  @Override
  public void delete(Collection<String> names) {
    for (String name : names) {
      interceptor.around(
          "delete",
          name,
          () -> {
            storage.delete(List.of(name));
            return true;
          });
    }
  }

  @Override
  public Collection<StoredBlob> collectLeftovers(long olderThanMillis, boolean dryRun) {
    return interceptor.around(
        "leftovers", "", () -> storage.collectLeftovers(olderThanMillis, dryRun));
  }

  @Override
  public void close() {
    storage.close();
  }
}
