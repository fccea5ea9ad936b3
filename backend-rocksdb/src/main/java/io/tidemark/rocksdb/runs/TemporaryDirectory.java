package io.tidemark.rocksdb.runs;

import io.tidemark.rocksdb.engine.DirectoryTree;
import io.tidemark.spi.StateBackendException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory that goes, with all that is in it, when it is closed. */
final class TemporaryDirectory implements AutoCloseable {

  private final Path path;

  private TemporaryDirectory(Path path) {
    this.path = path;
  }

  /**
   * Makes a directory where the JVM has its temporary files.
   *
   * @throws StateBackendException if none can be made there
   */
  static TemporaryDirectory make() {
    return makeIn(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Makes a directory in {@code parent}. */
  static TemporaryDirectory makeIn(Path parent) {
    try {
      return new TemporaryDirectory(Files.createTempDirectory(parent, "tidemark-walk"));
    } catch (IOException e) {
      throw new StateBackendException(
          "No temporary directory can be made in "
              + parent
              + ": "
              + e
              + ". Point java.io.tmpdir to a directory that this process may write",
          e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      DirectoryTree.remove(path);
    } catch (IOException e) {
      throw new StateBackendException(
          "The temporary directory " + path + " cannot be removed: " + e + ". Remove it by hand",
          e);
    }
  }
}
