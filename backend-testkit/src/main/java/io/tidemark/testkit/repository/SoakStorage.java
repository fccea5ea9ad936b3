package io.tidemark.testkit.repository;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StoredBlob;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One process's view of the storage: others get their turn before and after each of its calls. All
 * blobs bear the time of the soak's clock, whatever clock the storage has.
 */
final class SoakStorage implements SnapshotStorage {

  private final SnapshotStorage storage;
  private final InstantSource clock;
  private final Map<String, Long> times;
  private final Runnable othersTurn;

  SoakStorage(
      SnapshotStorage storage, InstantSource clock, Map<String, Long> times, Runnable othersTurn) {
    this.storage = storage;
    this.clock = clock;
    this.times = times;
    this.othersTurn = othersTurn;
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
        othersTurn.run();
        long now = clock.millis();
        StoredBlob blob = writer.commit();
        times.put(name, now);
        othersTurn.run();
        return new StoredBlob(name, blob.length(), now);
      }

      @Override
      public void close() {
        writer.close();
      }
    };
  }

  @Override
  public BlobReader read(String name, long offset, long length) {
    othersTurn.run();
    return storage.read(name, offset, length);
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) {
    othersTurn.run();
    boolean created = storage.createIfAbsent(name, content);
    if (created) {
      times.put(name, clock.millis());
    }
    othersTurn.run();
    return created;
  }

  @Override
  public Stream<StoredBlob> list(String prefix) {
    othersTurn.run();
    return storage
        .list(prefix)
        .map(
            blob ->
                new StoredBlob(
                    blob.name(),
                    blob.length(),
                    times.getOrDefault(blob.name(), blob.modifiedMillis())));
  }

  @Override
  public void delete(Collection<String> names) {
    for (String name : names) {
      othersTurn.run();
      storage.delete(List.of(name));
    }
  }

  /** Unfinished writes have no time of the soak's; there are none but those of this very call. */
  @Override
  public Collection<StoredBlob> collectLeftovers(long olderThanMillis, boolean dryRun) {
    return List.of();
  }

  @Override
  public void close() {}
}
