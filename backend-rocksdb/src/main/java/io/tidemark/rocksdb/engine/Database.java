package io.tidemark.rocksdb.engine;

import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StateBackendException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.SstFileMetaData;

/**
 * One store's RocksDB, which is written by {@linkplain #ingest sorted files} only, without a log.
 *
 * <p><b>Parts.</b> The key groups are divided into consecutive parts, each with a column family of
 * its own. There is one, unless the store was restored from files that speak for some of the key
 * groups that they hold entries of: then the parts are cut so that within each, every file of it
 * may be taken as it is. What a file holds for key groups outside its part is never looked at.
 *
 * <p><b>Closing.</b> Counted by who works on it {@linkplain #whileOpen while it is open}: {@link
 * #close} refuses newcomers, and the last to finish closes the database, so that nobody ever
 * touches what is gone.
 */
public final class Database implements AutoCloseable {

  /** What {@link #get} returns where there is no such key. */
  public static final int NOT_FOUND = RocksDB.NOT_FOUND;

  private final Engine engine;
  private final Path directory;
  private final RocksDB rocks;
  private final List<ColumnFamilyHandle> handles;
  private final List<KeyGroupRange> parts;
  private final int firstKeyGroup;
  private final ColumnFamilyHandle[] familyOfKeyGroup;
  private final int[] partOfKeyGroup;
  private final Runnable afterClose;
  private final AtomicInteger leases = new AtomicInteger(1);
  private final AtomicLong changes = new AtomicLong();
  private volatile boolean closed;

  /** Why the parts do not go together any more, or null as long as they do. */
  private volatile @Nullable StateBackendException torn;

  /**
   * Opens an empty database.
   *
   * @param directory where it lies; made here
   * @param parts consecutive ranges of key groups
   * @param afterClose runs when the native database is closed, on whichever thread closed it
   */
  public Database(Engine engine, Path directory, List<KeyGroupRange> parts, Runnable afterClose) {
    this.engine = engine;
    this.directory = directory;
    this.parts = List.copyOf(parts);
    this.afterClose = afterClose;
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    descriptors.add(
        new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, engine.familyOptions));
    for (int i = 1; i < parts.size(); i++) {
      byte[] name = ("part-" + i).getBytes(StandardCharsets.UTF_8);
      descriptors.add(new ColumnFamilyDescriptor(name, engine.familyOptions));
    }
    handles = new ArrayList<>();
    try {
      Files.createDirectories(directory);
      rocks = RocksDB.open(engine.dbOptions, directory.toString(), descriptors, handles);
    } catch (RocksDBException e) {
      throw NativeFailure.of("Opening RocksDB in " + directory, e);
    } catch (IOException e) {
      throw NativeFailure.of("Making the directory " + directory, e);
    }
    engine.retain();
    firstKeyGroup = parts.get(0).first();
    int last = parts.get(parts.size() - 1).last();
    familyOfKeyGroup = new ColumnFamilyHandle[last - firstKeyGroup + 1];
    partOfKeyGroup = new int[last - firstKeyGroup + 1];
    for (int i = 0; i < parts.size(); i++) {
      KeyGroupRange part = parts.get(i);
      Arrays.fill(
          familyOfKeyGroup,
          part.first() - firstKeyGroup,
          part.last() + 1 - firstKeyGroup,
          handles.get(i));
      Arrays.fill(partOfKeyGroup, part.first() - firstKeyGroup, part.last() + 1 - firstKeyGroup, i);
    }
  }

  /** The parts, in ascending order. */
  public List<KeyGroupRange> parts() {
    return parts;
  }

  /** The key groups of all parts. */
  public KeyGroupRange keyGroups() {
    return KeyGroupRange.of(firstKeyGroup, firstKeyGroup + familyOfKeyGroup.length - 1);
  }

  public Engine engine() {
    return engine;
  }

  /**
   * Reads the value of a key into {@code target} and returns its length, which may be more than
   * fits, or {@link #NOT_FOUND}.
   */
  public int get(int keyGroup, byte[] key, int length, byte[] target) {
    requireReadable();
    try {
      return rocks.get(
          family(keyGroup), engine.readOptions, key, 0, length, target, 0, target.length);
    } catch (RocksDBException e) {
      throw NativeFailure.of("Reading the working state in " + directory, e);
    }
  }

  /** Reads the values of keys of one key group, null where there is none. */
  public List<byte[]> getAll(int keyGroup, List<byte[]> keys) {
    requireReadable();
    try {
      ColumnFamilyHandle[] families = new ColumnFamilyHandle[keys.size()];
      Arrays.fill(families, family(keyGroup));
      List<byte[]> values = rocks.multiGetAsList(engine.readOptions, Arrays.asList(families), keys);
      for (int i = 0; i < values.size(); i++) {
        if (values.get(i) == null) {
          // It is there, too, if it cannot be read: only a call for it alone tells.
          values.set(i, rocks.get(families[i], engine.readOptions, keys.get(i)));
        }
      }
      return values;
    } catch (RocksDBException e) {
      throw NativeFailure.of("Reading the working state in " + directory, e);
    }
  }

  /**
   * Scans the keys from {@code from} to before {@code to}, all in {@code keyGroup}, as they are
   * now.
   */
  public Scan scan(int keyGroup, byte[] from, byte[] to) {
    requireReadable();
    return new Scan(rocks, family(keyGroup), from, to, null, false);
  }

  /** Scans the keys from {@code from} to before {@code to}, all in one part, as of a snapshot. */
  public Scan scan(int keyGroup, byte[] from, byte[] to, Snapshot snapshot) {
    return new Scan(rocks, family(keyGroup), from, to, snapshot, true);
  }

  /** Pins what the database holds now, until it is {@linkplain #unpin unpinned}. */
  public Snapshot pin() {
    requireWhole();
    return rocks.getSnapshot();
  }

  /** Lets go of what was pinned. */
  public Snapshot unpin(Snapshot snapshot) {
    rocks.releaseSnapshot(snapshot);
    snapshot.close();
    return snapshot;
  }

  /**
   * Takes over sorted files, the later ones on top of the earlier ones and of what is there. The
   * files stay where they are, as links.
   *
   * <p>A part takes all of its files or none. RocksDB has no call for several parts: should one
   * fail after another has taken its files, the database is <i>torn</i>. It then shows what it held
   * before to those who have {@linkplain #pin pinned} it, and refuses everything else.
   *
   * @param filesOfParts the files of each part, in the order of {@link #parts}
   * @throws StateBackendException if there is no space, or the files are not what they should be
   */
  public void ingest(List<List<Path>> filesOfParts) {
    requireWhole();
    List<List<String>> links = new ArrayList<>();
    boolean begun = false;
    try {
      for (List<Path> files : filesOfParts) {
        links.add(link(files, links.size()));
      }
      for (int part = 0; part < links.size(); part++) {
        if (!links.get(part).isEmpty()) {
          try {
            rocks.ingestExternalFile(handles.get(part), links.get(part), engine.ingestOptions);
            begun = true;
          } finally {
            changes.incrementAndGet();
          }
        }
      }
    } catch (RocksDBException e) {
      StateBackendException failure = NativeFailure.of("Taking sorted files into " + directory, e);
      if (begun) {
        torn = failure;
      }
      throw failure;
    } finally {
      links.forEach(ofPart -> ofPart.forEach(link -> Path.of(link).toFile().delete()));
    }
  }

  /**
   * How often something was {@linkplain #ingest taken over}, counted before that call returns. Any
   * thread may ask.
   *
   * @throws StateBackendException if the database is torn
   * @throws IllegalStateException if it is closed
   */
  public long changes() {
    requireReadable();
    return changes.get();
  }

  /** The number of the part that has {@code keyGroup}. */
  public int part(int keyGroup) {
    return partOfKeyGroup[keyGroup - firstKeyGroup];
  }

  /**
   * The files that hold a part now, by levels: what a file of an earlier level says of a key is
   * newer than what one of a later level says. The files of the first level are the newest first,
   * those of each other are in the order of their keys; if versions of one key are in two of them,
   * the newest is in the first.
   */
  public List<List<LiveFile>> liveFiles(int part) {
    requireReadable();
    return rocks.getColumnFamilyMetaData(handles.get(part)).levels().stream()
        .map(level -> level.files().stream().map(Database::liveFile).toList())
        .toList();
  }

  private static LiveFile liveFile(SstFileMetaData file) {
    return new LiveFile(
        Path.of(file.path(), file.fileName()), file.smallestKey(), file.largestKey());
  }

  /** A property of RocksDB's, such as {@code rocksdb.estimate-num-keys}, over all parts. */
  public long property(String name) {
    try {
      return rocks.getAggregatedLongProperty(name);
    } catch (RocksDBException e) {
      throw NativeFailure.of("Asking RocksDB for " + name, e);
    }
  }

  /**
   * Does {@code work} on a database that stays open meanwhile.
   *
   * @throws CancellationException if it was closed
   */
  public <T extends @Nullable Object> T whileOpen(Supplier<T> work) {
    int held;
    do {
      held = leases.get();
      if (closed || held == 0) {
        throw new CancellationException("The store was closed");
      }
    } while (!leases.compareAndSet(held, held + 1));
    try {
      return work.get();
    } finally {
      release();
    }
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      release();
    }
  }

  private ColumnFamilyHandle family(int keyGroup) {
    return familyOfKeyGroup[keyGroup - firstKeyGroup];
  }

  private void release() {
    if (leases.decrementAndGet() == 0) {
      CloseAll.of(this::closeNative, engine::release, afterClose);
    }
  }

  private void closeNative() {
    handles.forEach(ColumnFamilyHandle::close);
    rocks.cancelAllBackgroundWork(true);
    rocks.close();
  }

  /** Whoever reads what is closed reads freed memory, and ends the process. */
  private void requireReadable() {
    requireWhole();
    if (closed) {
      throw new IllegalStateException("The store in " + directory + " is closed");
    }
  }

  void requireWhole() {
    StateBackendException cause = torn;
    if (cause != null) {
      throw new StateBackendException(
          "Only a part of a change is in the working state in "
              + directory
              + ": restore the job from its last snapshot",
          cause);
    }
  }

  private List<String> link(List<Path> files, int part) {
    List<String> links = new ArrayList<>();
    for (Path file : files) {
      Path link = directory.resolve("in-" + part + "-" + links.size() + "-" + file.getFileName());
      link(link, file);
      links.add(link.toString());
    }
    return links;
  }

  private static void link(Path link, Path file) {
    try {
      Files.deleteIfExists(link);
      try {
        Files.createLink(link, file);
      } catch (UnsupportedOperationException e) {
        Files.copy(file, link);
      }
    } catch (IOException e) {
      throw NativeFailure.of("Linking " + file + " to " + link, e);
    }
  }
}
