package io.tidemark.runtime.engine;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.spi.SnapshotStorageProviders;
import io.tidemark.spi.StorageContext;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Storages {@code watched:///name} over {@code memory:///name}, whose reads a test counts, whose
 * bytes it changes on their way to the reader, and whose creations of blobs it lets fail.
 */
public final class WatchedStorages implements SnapshotStorageFactory {

  private static final Map<String, Watch> WATCHES = new ConcurrentHashMap<>();

  /** What a test wants of the storages of one name. */
  static final class Watch {
    private final Map<String, Long> bytesRead = new ConcurrentHashMap<>();
    private final Map<String, Long> flips = new ConcurrentHashMap<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Map<String, CountDownLatch> holds = new ConcurrentHashMap<>();
    private final Semaphore held = new Semaphore(0);
    private final AtomicReference<@Nullable Error> error = new AtomicReference<>();

    /** How many bytes of a blob were read since {@link #forget}. */
    long bytesRead(String blob) {
      return bytesRead.getOrDefault(blob, 0L);
    }

    void forget() {
      bytesRead.clear();
    }

    /** Whoever reads this byte of the blob gets another one. */
    void flip(String blob, long offset) {
      flips.put(blob, offset);
    }

    /** The next creations of blobs fail. */
    void failCreations(int count) {
      failures.set(count);
    }

    /** Creations of blobs under a prefix wait until the latch that is returned has counted down. */
    CountDownLatch hold(String prefix) {
      return holds.computeIfAbsent(prefix, key -> new CountDownLatch(1));
    }

    /** Waits until one more creation is held. */
    void awaitHeld() throws InterruptedException {
      EngineRig.acquire(held, 1);
    }

    private void holdIfWanted(String blob) {
      holds.forEach(
          (prefix, latch) -> {
            if (blob.startsWith(prefix)) {
              held.release();
              try {
                EngineRig.await(latch);
              } catch (InterruptedException e) {
                throw new StorageException("Interrupted", false, e);
              }
            }
          });
    }

    /** The next opening or list ends with an error, as of a class that cannot be loaded. */
    void fail(Error error) {
      this.error.set(error);
    }

    private void failIfWanted() {
      Error wanted = error.getAndSet(null);
      if (wanted != null) {
        throw wanted;
      }
    }

    /** All bytes are read as they were written. */
    void heal() {
      flips.clear();
    }
  }

  static Watch of(String name) {
    return WATCHES.computeIfAbsent(name, key -> new Watch());
  }

  @Override
  public Set<String> schemes() {
    return Set.of("watched");
  }

  @Override
  public SnapshotStorage open(URI root, StorageContext context) {
    String name = root.getPath().substring(1);
    of(name).failIfWanted();
    SnapshotStorage memory =
        SnapshotStorageProviders.load(WatchedStorages.class.getClassLoader())
            .open(URI.create("memory:///" + name), context);
    return new Watched(root, memory, of(name));
  }

  /** A copy of everything under a root, under another name. */
  static void copy(SnapshotStorage from, SnapshotStorage to) {
    try (Stream<StoredBlob> blobs = from.list("")) {
      blobs.forEach(blob -> to.createIfAbsent(blob.name(), bytes(from, blob.name())));
    }
  }

  static byte[] bytes(SnapshotStorage storage, String blob) {
    try (BlobReader in = storage.read(blob, 0, Long.MAX_VALUE)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] piece = new byte[1 << 16];
      for (int read = in.read(piece, 0, piece.length);
          read >= 0;
          read = in.read(piece, 0, piece.length)) {
        bytes.write(piece, 0, read);
      }
      return bytes.toByteArray();
    }
  }

  private record Watched(URI root, SnapshotStorage memory, Watch watch) implements SnapshotStorage {

    @Override
    public BlobReader read(String name, long offset, long length) {
      BlobReader reader = memory.read(name, offset, length);
      return new BlobReader() {
        private long position = offset;

        @Override
        public int read(byte[] target, int targetOffset, int wanted) {
          int read = reader.read(target, targetOffset, wanted);
          if (read > 0) {
            watch.bytesRead.merge(name, (long) read, Long::sum);
            long flipped = watch.flips.getOrDefault(name, -1L);
            if (flipped >= position && flipped < position + read) {
              target[targetOffset + (int) (flipped - position)] ^= 0x10;
            }
            position += read;
          }
          return read;
        }

        @Override
        public void close() {
          reader.close();
        }
      };
    }

    @Override
    public BlobWriter<StoredBlob> write(String name) {
      return memory.write(name);
    }

    @Override
    public boolean createIfAbsent(String name, byte[] content) {
      watch.holdIfWanted(name);
      if (watch.failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new StorageException("Cannot create " + name, false, null);
      }
      return memory.createIfAbsent(name, content);
    }

    @Override
    public Stream<StoredBlob> list(String prefix) {
      watch.failIfWanted();
      return memory.list(prefix);
    }

    @Override
    public void delete(Collection<String> names) {
      memory.delete(names);
    }

    @Override
    public Collection<StoredBlob> collectLeftovers(long olderThanMillis, boolean dryRun) {
      return memory.collectLeftovers(olderThanMillis, dryRun);
    }

    @Override
    public void close() {
      memory.close();
    }
  }
}
