package io.tidemark.rocksdb.table;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.LiveFile;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Reads single values from the files of a database, at about a third of what a call of RocksDB's
 * costs. Belongs to the store's thread.
 *
 * <p><b>Never wrong.</b> What is found is what {@link Database#get} would find: files never change,
 * each block is checked against its checksum before it is used, and whatever is not known here or
 * not as it must be is {@link #ASK_THE_DATABASE}. RocksDB then reads it, or says that it is
 * damaged.
 *
 * <p><b>Never late.</b> The files are listed anew whenever the database has {@linkplain
 * Database#changes changed}. A compaction changes no content, so the files from before it are as
 * good; they are let go of after some reads, or with a {@link #shrink}, and until then the disk has
 * them. What a compaction filter of the program's own drops is seen to be gone then, too.
 */
public final class DirectReads implements AutoCloseable {

  /** What {@link #find} returns where {@link Database#get} is to be called. */
  public static final int ASK_THE_DATABASE = -2;

  /** After so many reads, files that compactions have replaced are let go of. */
  private static final int READS_BETWEEN_LOOKS = 1 << 12;

  private static final int MOST_LISTINGS = 3;

  private final Database database;
  private final ClockCache cache;
  private final BlockReader reader = new BlockReader();
  private final Lookup lookup = new Lookup();
  private final Map<Path, TableFile> files = new HashMap<>();
  private List<Levels> parts = List.of();
  private long changes = -1;
  private long version;
  private int readsUntilLook = READS_BETWEEN_LOOKS;
  private boolean readSinceShrink;

  /**
   * Reads from a database that outlives this.
   *
   * @param capacity the bytes of blocks, indexes and filters that may be held, asked again and
   *     again
   */
  public DirectReads(Database database, LongSupplier capacity) {
    this.database = database;
    this.cache = new ClockCache(capacity);
  }

  /**
   * Looks for a key. Returns the length of its value, which is at {@link #offset} in {@link
   * #source} until the next call, {@link Database#NOT_FOUND}, or {@link #ASK_THE_DATABASE}.
   *
   * @throws io.tidemark.spi.StateBackendException if the database is torn
   * @throws IllegalStateException if it is closed
   */
  public int find(int keyGroup, byte[] key, int length) {
    long now = database.changes();
    readSinceShrink = true;
    if (now != changes || --readsUntilLook < 0) {
      look(now);
    }
    lookup.begin(key, length);
    String missing = "";
    for (int listing = 0; listing < MOST_LISTINGS; listing++) {
      try {
        Levels levels = parts.get(database.part(keyGroup));
        return switch (levels.find(lookup, reader, cache)) {
          case FOUND -> lookup.size;
          case DELETED, ABSENT -> Database.NOT_FOUND;
          case UNKNOWN -> ASK_THE_DATABASE;
        };
      } catch (NoSuchFileException e) {
        // A compaction has replaced it since the files were listed; or somebody deleted it.
        list();
        missing = e.getFile();
      }
    }
    TableFile deleted = files.get(Path.of(missing));
    if (deleted != null) {
      deleted.leaveToDatabase();
    }
    return ASK_THE_DATABASE;
  }

  /** The bytes in which the value is that was found last. */
  public byte[] source() {
    return lookup.source;
  }

  /** Where the value begins that was found last. */
  public int offset() {
    return lookup.offset;
  }

  /** The files that are known. */
  Set<Path> files() {
    return Set.copyOf(files.keySet());
  }

  /**
   * Lets go of some of what is more than may be held by now, and has the next read list the files
   * if compactions have replaced any. If nothing was read since the last call, they are let go of
   * at once.
   */
  public void shrink() {
    cache.shrink();
    if (changes >= 0 && superVersion() != version) {
      if (readSinceShrink) {
        readsUntilLook = 0;
      } else {
        close();
      }
    }
    readSinceShrink = false;
  }

  /** About how many bytes are held. Any thread may ask. */
  public long bytes() {
    return cache.bytes();
  }

  /** Lets go of all files. Reading may go on. */
  @Override
  public void close() {
    cache.clear();
    lookup.forget();
    files.values().forEach(TableFile::close);
    files.clear();
    parts = List.of();
    changes = -1;
  }

  private void look(long now) {
    readsUntilLook = READS_BETWEEN_LOOKS;
    long found = superVersion();
    if (now != changes || found != version) {
      // Both were asked before the files are listed, so that what comes meanwhile is seen next.
      list();
      changes = now;
      version = found;
    }
  }

  /** Grows with each compaction. */
  private long superVersion() {
    return database.property("rocksdb.current-super-version-number");
  }

  private void list() {
    Map<Path, TableFile> gone = new HashMap<>(files);
    List<Levels> listed = new ArrayList<>();
    for (int part = 0; part < database.parts().size(); part++) {
      List<List<TableFile>> levels = new ArrayList<>();
      for (List<LiveFile> level : database.liveFiles(part)) {
        levels.add(level.stream().map(this::file).toList());
        level.forEach(file -> gone.remove(file.path()));
      }
      listed.add(new Levels(levels));
    }
    parts = List.copyOf(listed);
    gone.forEach(
        (path, file) -> {
          file.close();
          files.remove(path);
        });
  }

  private TableFile file(LiveFile live) {
    return files.computeIfAbsent(live.path(), path -> new TableFile(live));
  }
}
