package io.tidemark.rocksdb.runs;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.Scan;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Snapshot;

/**
 * What the database held when a certain run had been taken over and no later one. It is pinned by
 * whoever takes over runs, and released by whoever captured; both may be any thread.
 */
public final class Picture implements AutoCloseable {

  private final Database database;
  private @Nullable Snapshot snapshot;
  private boolean closed;

  public Picture(Database database) {
    this.database = database;
  }

  /** Pins what the database holds now, unless nobody wants it any more. */
  public synchronized void pin() {
    if (!closed) {
      snapshot = database.whileOpen(database::pin);
    }
  }

  /** The database of which this is a picture. */
  public Database database() {
    return database;
  }

  /**
   * Scans an interval of keys within one part; done while the database is open. What was pinned is
   * needed until the scan has begun, so it is not released meanwhile.
   */
  public synchronized Scan scan(int keyGroup, byte[] from, byte[] to) {
    Snapshot pinned = snapshot;
    if (pinned == null) {
      throw new CancellationException("The capture was closed");
    }
    return database.scan(keyGroup, from, to, pinned);
  }

  @Override
  public synchronized void close() {
    closed = true;
    Snapshot pinned = snapshot;
    snapshot = null;
    if (pinned != null) {
      try {
        database.whileOpen(() -> database.unpin(pinned));
      } catch (CancellationException e) {
        pinned.close();
      }
    }
  }
}
