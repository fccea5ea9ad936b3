package io.tidemark.rocksdb.engine;

import io.tidemark.spi.KeyGroupRange;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A database that is opened while its user does something else: by a thread of an executor that has
 * nothing else to do, or by the first that needs it. Any thread may ask for the database; one keeps
 * it and closes this.
 */
public final class DatabaseOpening implements AutoCloseable {

  private final Engine engine;
  private final Path directory;
  private final List<KeyGroupRange> parts;
  private final Runnable afterClose;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<Database> opened = new CompletableFuture<>();
  private boolean kept;

  /**
   * Has an empty database opened.
   *
   * @param directory where it lies; made here
   * @param parts consecutive ranges of key groups
   * @param executor opens it, if it has a thread for that
   * @param afterClose runs once: when the native database is closed, on whichever thread closed it,
   *     or with {@link #close} if there is none
   */
  public DatabaseOpening(
      Engine engine,
      Path directory,
      List<KeyGroupRange> parts,
      Executor executor,
      Runnable afterClose) {
    this.engine = engine;
    this.directory = directory;
    this.parts = parts;
    this.afterClose = afterClose;
    try {
      executor.execute(this::open);
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // Also where the system has no thread to give: then the first who needs it opens it.
      return;
    }
  }

  /**
   * The database, opened here if no other thread has begun to.
   *
   * @throws io.tidemark.spi.StateBackendException if it cannot be opened
   */
  public Database database() {
    open();
    try {
      return opened.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** Leaves the database open when this is closed. */
  public Database keep() {
    Database database = database();
    kept = true;
    return database;
  }

  /** Closes the database unless it is {@linkplain #keep kept}, and opens none any more. */
  @Override
  public void close() {
    if (kept) {
      return;
    }
    kept = true;
    if (begun.compareAndSet(false, true) || opened.handle((it, failure) -> it == null).join()) {
      afterClose.run();
    } else {
      opened.join().close();
    }
  }

  private void open() {
    if (begun.compareAndSet(false, true)) {
      try {
        opened.complete(new Database(engine, directory, parts, afterClose));
      } catch (Throwable e) {
        opened.completeExceptionally(e);
      }
    }
  }
}
