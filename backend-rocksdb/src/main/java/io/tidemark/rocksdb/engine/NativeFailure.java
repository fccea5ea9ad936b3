package io.tidemark.rocksdb.engine;

import io.tidemark.spi.StateBackendException;
import java.io.IOException;
import java.util.Locale;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Turns what RocksDB and the file system report into errors that say what to do. */
public final class NativeFailure {

  private NativeFailure() {}

  /** An error for {@code cause}, which came up while doing {@code what}. */
  public static StateBackendException of(String what, RocksDBException cause) {
    Status status = cause.getStatus();
    boolean space = status != null && status.getSubCode() == Status.SubCode.NoSpace;
    return of(what, space, cause);
  }

  /** An error for {@code cause}, which came up while doing {@code what}. */
  public static StateBackendException of(String what, IOException cause) {
    return of(what, false, cause);
  }

  private static StateBackendException of(String what, boolean space, Exception cause) {
    String message = String.valueOf(cause.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    boolean full =
        space
            || lower.contains("no space left")
            || lower.contains("file too large")
            || lower.contains("max allowed space");
    return new StateBackendException(
        what
            + " failed: "
            + message
            + (full
                ? ". The working directory's disk is full: free space, or name a larger one in"
                    + " state.backend.rocksdb.localdir; nothing that was in a snapshot is lost"
                : ". Nothing that was in a snapshot is lost: restore the job from its last; if this comes"
                    + " again, name another disk in state.backend.rocksdb.localdir"),
        cause);
  }
}
