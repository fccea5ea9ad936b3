package io.tidemark.memory.storage;

import io.tidemark.spi.BlobNames;
import io.tidemark.spi.BlobNotFoundException;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.stream.Stream;

/**
 * A part of a map of blobs that all storages of the process share: that of the names which begin
 * with the root's. The map's own atomic operations are what commits and creations stand on.
 */
final class MemoryStorage implements SnapshotStorage {

  private final URI root;
  private final String rootPrefix;
  private final ConcurrentNavigableMap<String, MemoryBlob> blobs;
  private final InstantSource clock;
  private volatile boolean closed;

  MemoryStorage(
      URI root,
      String rootPrefix,
      ConcurrentNavigableMap<String, MemoryBlob> blobs,
      InstantSource clock) {
    this.root = root;
    this.rootPrefix = rootPrefix;
    this.blobs = blobs;
    this.clock = clock;
  }

  @Override
  public URI root() {
    return root;
  }

  @Override
  public BlobWriter<StoredBlob> write(String name) {
    BlobNames.check(name);
    requireOpen();
    return new MemoryBlobWriter(this, name);
  }

  @Override
  public BlobReader read(String name, long offset, long length) {
    BlobNames.check(name);
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("No range: " + length + " bytes from " + offset);
    }
    requireOpen();
    MemoryBlob blob = blobs.get(rootPrefix + name);
    if (blob == null) {
      throw new BlobNotFoundException(name, root, null);
    }
    if (offset > blob.length()) {
      throw new SnapshotCorruptException(
          name, blob.length(), "it ends here, but bytes from " + offset + " were asked for");
    }
    long end = length == Long.MAX_VALUE ? blob.length() : offset + length;
    if (end < 0) {
      end = Long.MAX_VALUE;
    }
    return new MemoryBlobReader(this, name, blob, offset, end);
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) {
    BlobNames.check(name);
    if (content.length > MAX_ATOMIC_BYTES) {
      throw new IllegalArgumentException(
          "Blob '" + name + "' has " + content.length + " bytes, more than " + MAX_ATOMIC_BYTES);
    }
    requireOpen();
    MemoryBlob blob = new MemoryBlob(chunksOf(content), content.length, clock.millis());
    return blobs.putIfAbsent(rootPrefix + name, blob) == null;
  }

  @Override
  public Stream<StoredBlob> list(String prefix) {
    requireOpen();
    String from = rootPrefix + prefix;
    return blobs.tailMap(from, true).entrySet().stream()
        .takeWhile(entry -> entry.getKey().startsWith(from))
        .map(this::stored);
  }

  @Override
  public void delete(Collection<String> names) {
    names.forEach(BlobNames::check);
    requireOpen();
    names.forEach(name -> blobs.remove(rootPrefix + name));
  }

  /** Nothing: what a writer has gathered dies with the writer. */
  @Override
  public Collection<StoredBlob> collectLeftovers(long olderThanMillis, boolean dryRun) {
    requireOpen();
    return List.of();
  }

  @Override
  public void close() {
    closed = true;
  }

  void requireOpen() {
    if (closed) {
      throw new StorageException("The storage on " + root + " is closed", false, null);
    }
  }

  /** Makes a blob visible. */
  StoredBlob keep(String name, List<byte[]> chunks, long length) {
    MemoryBlob blob = new MemoryBlob(chunks, length, clock.millis());
    blobs.put(rootPrefix + name, blob);
    return new StoredBlob(name, length, blob.modifiedMillis());
  }

  private StoredBlob stored(Map.Entry<String, MemoryBlob> entry) {
    MemoryBlob blob = entry.getValue();
    return new StoredBlob(
        entry.getKey().substring(rootPrefix.length()), blob.length(), blob.modifiedMillis());
  }

  private static List<byte[]> chunksOf(byte[] content) {
    List<byte[]> chunks = new ArrayList<>();
    for (int from = 0; from < content.length; from += MemoryBlob.CHUNK_BYTES) {
      int to = Math.min(from + MemoryBlob.CHUNK_BYTES, content.length);
      chunks.add(Arrays.copyOfRange(content, from, to));
    }
    return List.copyOf(chunks);
  }
}
