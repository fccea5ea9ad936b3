package io.tidemark.rocksdb;

import io.tidemark.rocksdb.runs.ChainLog;
import io.tidemark.rocksdb.runs.ChainWriter;
import io.tidemark.rocksdb.runs.Picture;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSnapshot;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A picture: the generations up to its own, most of which the database has already. */
final class RocksDbCapture implements StoreCapture {

  private final Generations generations;
  private final ChainLog log;
  private final Picture picture;
  private final ChainWriter.Task task;
  private final Mode mode;
  private final ChainWriter chains;
  private final SavepointWriter savepoints;
  private final AtomicBoolean written = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  RocksDbCapture(
      Generations generations,
      ChainLog log,
      ChainWriter.Task task,
      Mode mode,
      ChainWriter chains,
      SavepointWriter savepoints) {
    this.generations = generations;
    this.log = log;
    this.picture = task.picture();
    this.task = task;
    this.mode = mode;
    this.chains = chains;
    this.savepoints = savepoints;
  }

  @Override
  public long snapshotId() {
    return task.snapshotId();
  }

  @Override
  public StoreSnapshot write(BlobSink sink) {
    if (!written.compareAndSet(false, true)) {
      throw new IllegalStateException("Capture " + snapshotId() + " was written already");
    }
    check();
    generations.write(task.upTo());
    check();
    StoreSnapshot snapshot =
        mode == Mode.SAVEPOINT
            ? savepoints.write(task, sink, this::check)
            : chains.write(task, sink, this::check);
    if (closed.get()) {
      log.discarded(snapshotId());
    }
    check();
    return snapshot;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      picture.close();
      log.ended(snapshotId());
    }
  }

  private void check() {
    if (closed.get()) {
      throw new CancellationException("Capture " + snapshotId() + " was closed");
    }
    if (picture.database().isClosed()) {
      throw new CancellationException("The store was closed");
    }
  }
}
