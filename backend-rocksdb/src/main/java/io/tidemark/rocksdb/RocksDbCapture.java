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

/**
 * A picture: the generations up to its own, most of which the database has already. Writing a
 * snapshot mostly needs no more than the runs of the others: so the database takes them over when
 * the snapshot is written, on the thread that closes the capture.
 */
final class RocksDbCapture implements StoreCapture {

  private final Generations generations;
  private final ChainLog log;
  private final Picture picture;
  private final ChainWriter.Task task;
  private final Mode mode;
  private final ChainWriter chains;
  private final SavepointWriter savepoints;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean written;

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
    if (!begun.compareAndSet(false, true)) {
      throw new IllegalStateException("Capture " + snapshotId() + " was written already");
    }
    check();
    generations.writeRuns(task.upTo());
    check();
    StoreSnapshot snapshot;
    if (mode == Mode.SAVEPOINT) {
      task.intoDatabase().run();
      snapshot = savepoints.write(task, sink, this::check);
    } else {
      snapshot = chains.write(task, sink, this::check);
    }
    if (closed.get()) {
      log.discarded(snapshotId());
    }
    check();
    written = true;
    return snapshot;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      picture.close();
      log.ended(snapshotId());
      if (written) {
        generations.writeQuietly(task.upTo());
      }
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
