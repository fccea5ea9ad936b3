package io.tidemark.testkit.storage.reference;

import io.tidemark.spi.BlobNames;
import io.tidemark.spi.BlobNotFoundException;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import io.tidemark.spi.SupportsLink;
import io.tidemark.spi.SupportsLocalFiles;
import io.tidemark.testkit.storage.reference.ReferenceStorageFactory.Opening;
import io.tidemark.testkit.storage.reference.Shelf.Held;
import io.tidemark.testkit.storage.reference.Shelf.Unfinished;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps every rule in the plainest way. Broken storages override the place where theirs is kept.
 */
class ReferenceStorage
    implements SnapshotStorage, SupportsLink<String, StoredBlob>, SupportsLocalFiles<String> {

  final URI root;
  final Shelf shelf;
  final InstantSource clock;
  volatile boolean closed;

  ReferenceStorage(Opening opening) {
    this.root = opening.root();
    this.shelf = opening.shelf();
    this.clock = opening.context().clock();
  }

  @Override
  public URI root() {
    return root;
  }

  @Override
  public BlobWriter<StoredBlob> write(String name) {
    checkName(name);
    requireOpen();
    return new Writer(name);
  }

  @Override
  public BlobReader read(String name, long offset, long length) {
    checkName(name);
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("No range");
    }
    requireOpen();
    Held held = shelf.blobs.get(name);
    if (held == null) {
      throw new BlobNotFoundException(name, root, null);
    }
    int size = held.bytes().length;
    if (offset > size || (length != Long.MAX_VALUE && length > size - offset)) {
      throw new SnapshotCorruptException(name, size, "it ends here");
    }
    return new Reader(
        name,
        held.bytes(),
        (int) offset,
        length == Long.MAX_VALUE ? size : (int) (offset + length));
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) {
    checkName(name);
    if (content.length > MAX_ATOMIC_BYTES) {
      throw new IllegalArgumentException("Too much");
    }
    requireOpen();
    shelf.lasting.add(name);
    return shelf.blobs.putIfAbsent(name, new Held(content.clone(), clock.millis())) == null;
  }

  @Override
  public Stream<StoredBlob> list(String prefix) {
    requireOpen();
    return shelf.blobs.tailMap(prefix, true).entrySet().stream()
        .takeWhile(entry -> entry.getKey().startsWith(prefix))
        .map(ReferenceStorage::stored);
  }

  static StoredBlob stored(Map.Entry<String, Held> entry) {
    return new StoredBlob(
        entry.getKey(), entry.getValue().bytes().length, entry.getValue().modifiedMillis());
  }

  @Override
  public void delete(Collection<String> names) {
    names.forEach(this::checkName);
    requireOpen();
    names.forEach(shelf.blobs::remove);
  }

  @Override
  public Collection<StoredBlob> collectLeftovers(long olderThanMillis, boolean dryRun) {
    requireOpen();
    List<StoredBlob> found = new ArrayList<>();
    shelf.unfinished.forEach(
        (id, unfinished) -> {
          if (unfinished.modifiedMillis() < olderThanMillis) {
            found.add(
                new StoredBlob(
                    ".unfinished-" + id, unfinished.bytes().size(), unfinished.modifiedMillis()));
            if (!dryRun) {
              collected(id);
            }
          }
        });
    return found;
  }

  void collected(long id) {
    shelf.unfinished.remove(id);
  }

  @Override
  public Optional<StoredBlob> link(String name, Path file, long length, int checksum) {
    checkName(name);
    requireOpen();
    try {
      byte[] content = Files.readAllBytes(file);
      if (content.length != length) {
        throw new SnapshotCorruptException(name, 0, "it has " + content.length + " bytes");
      }
      return Optional.of(keepLinked(name, file, content));
    } catch (IOException e) {
      throw new StorageException("Cannot read " + file, false, e);
    }
  }

  StoredBlob keepLinked(String name, Path file, byte[] content) {
    return keep(name, content, clock.millis());
  }

  @Override
  public Optional<Path> localFile(String name) {
    checkName(name);
    requireOpen();
    return Optional.ofNullable(shelf.blobs.get(name)).map(held -> newFile(held.bytes()));
  }

  static Path newFile(byte[] content) {
    try {
      Path file = Files.createTempFile("reference", ".blob");
      file.toFile().deleteOnExit();
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  void checkName(String name) {
    BlobNames.check(name);
  }

  void requireOpen() {
    if (closed) {
      throw new StorageException("The storage is closed", false, null);
    }
  }

  StoredBlob keep(String name, byte[] content, long modifiedMillis) {
    shelf.blobs.put(name, new Held(content, modifiedMillis));
    shelf.lasting.add(name);
    return new StoredBlob(name, content.length, modifiedMillis);
  }

  /** Writes into an entry of the shelf's unfinished ones. */
  class Writer implements BlobWriter<StoredBlob> {

    final String name;
    final long id = shelf.begun.incrementAndGet();
    final Unfinished unfinished;

    Writer(String name) {
      this.name = name;
      unfinished = new Unfinished(name, new ByteArrayOutputStream(), clock.millis());
      shelf.unfinished.put(id, unfinished);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      requireOpen();
      if (!shelf.unfinished.containsKey(id)) {
        throw new StorageException("Collected, committed or closed", false, null);
      }
      unfinished.bytes().write(bytes, offset, length);
    }

    @Override
    public StoredBlob commit() {
      requireOpen();
      if (shelf.unfinished.remove(id) == null) {
        throw new StorageException("Collected, or committed", false, null);
      }
      return keep(name, unfinished.bytes().toByteArray(), clock.millis());
    }

    @Override
    public void close() {
      shelf.unfinished.remove(id);
    }
  }

  /** Reads an array from a position to an end. */
  class Reader implements BlobReader {

    final String name;
    final byte[] bytes;
    final int end;
    int position;
    boolean ended;

    Reader(String name, byte[] bytes, int position, int end) {
      this.name = name;
      this.bytes = bytes;
      this.position = position;
      this.end = end;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      requireOpen();
      if (ended) {
        throw new StorageException("The reader is closed", false, null);
      }
      if (length == 0) {
        return 0;
      }
      if (position == end) {
        return -1;
      }
      int count = Math.min(length, end - position);
      System.arraycopy(bytes, position, target, offset, count);
      position += count;
      return count;
    }

    @Override
    public void close() {
      ended = true;
    }
  }
}
