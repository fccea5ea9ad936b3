package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobNames;
import io.tidemark.spi.BlobNotFoundException;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StoredBlob;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** Blobs in a map, which a test may look at and damage. */
public class MapStorage implements SnapshotStorage {

  private record Content(byte[] bytes, long modified) {}

  private final ConcurrentSkipListMap<String, Content> blobs = new ConcurrentSkipListMap<>();
  private final InstantSource clock;

  public MapStorage(InstantSource clock) {
    this.clock = clock;
  }

  /** All names. */
  List<String> names() {
    return List.copyOf(blobs.keySet());
  }

  byte[] bytes(String name) {
    return blobs.get(name).bytes().clone();
  }

  /** Changes a blob behind everybody's back, keeping its time. */
  void replace(String name, byte[] bytes) {
    blobs.computeIfPresent(name, (key, old) -> new Content(bytes, old.modified()));
  }

  void flip(String name, int offset) {
    byte[] bytes = bytes(name);
    bytes[offset] ^= 0x10;
    replace(name, bytes);
  }

  void put(String name, byte[] bytes) {
    blobs.put(BlobNames.check(name), new Content(bytes.clone(), clock.millis()));
  }

  /** The same blobs once more. */
  MapStorage copy() {
    MapStorage copy = new MapStorage(clock);
    copy.blobs.putAll(blobs);
    return copy;
  }

  @Override
  public URI root() {
    return URI.create("test:///root");
  }

  @Override
  public BlobWriter<StoredBlob> write(String name) {
    BlobNames.check(name);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return new BlobWriter<>() {
      @Override
      public void write(byte[] source, int offset, int length) {
        bytes.write(source, offset, length);
      }

      @Override
      public StoredBlob commit() {
        put(name, bytes.toByteArray());
        return new StoredBlob(name, bytes.size(), clock.millis());
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public BlobReader read(String name, long offset, long length) {
    Content content = blobs.get(BlobNames.check(name));
    if (content == null) {
      throw new BlobNotFoundException(name, root(), null);
    }
    byte[] bytes = content.bytes();
    if (offset > bytes.length || (length != Long.MAX_VALUE && offset + length > bytes.length)) {
      throw new SnapshotCorruptException(name, bytes.length, "it ends here");
    }
    int end = length == Long.MAX_VALUE ? bytes.length : (int) (offset + length);
    return new ArrayReader(Arrays.copyOfRange(bytes, (int) offset, end));
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) {
    if (content.length > MAX_ATOMIC_BYTES) {
      throw new IllegalArgumentException("Too large: " + content.length);
    }
    Content fresh = new Content(content.clone(), clock.millis());
    return blobs.putIfAbsent(BlobNames.check(name), fresh) == null;
  }

  @Override
  public Stream<StoredBlob> list(String prefix) {
    TreeMap<String, Content> now = new TreeMap<>(blobs.tailMap(prefix, true));
    return now.entrySet().stream()
        .takeWhile(blob -> blob.getKey().startsWith(prefix))
        .map(
            blob ->
                new StoredBlob(
                    blob.getKey(), blob.getValue().bytes().length, blob.getValue().modified()));
  }

  @Override
  public void delete(Collection<String> names) {
    names.forEach(blobs::remove);
  }

  @Override
  public Collection<StoredBlob> collectLeftovers(long olderThanMillis, boolean dryRun) {
    return List.of();
  }

  @Override
  public void close() {}

  private static final class ArrayReader implements BlobReader {

    private final byte[] bytes;
    private int position;

    ArrayReader(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = Math.min(length, bytes.length - position);
      if (count == 0) {
        return length == 0 ? 0 : -1;
      }
      System.arraycopy(bytes, position, target, offset, count);
      position += count;
      return count;
    }

    @Override
    public void close() {}
  }
}
