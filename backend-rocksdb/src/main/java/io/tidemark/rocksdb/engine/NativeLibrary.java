package io.tidemark.rocksdb.engine;

import io.tidemark.spi.StateBackendException;
import org.rocksdb.RocksDB;

/** RocksDB's native library, which is unpacked and loaded when it is first needed. */
public final class NativeLibrary {

  private NativeLibrary() {}

  /**
   * Loads the library; does nothing when it is loaded.
   *
   * @throws StateBackendException if this machine cannot load it
   */
  public static void load() {
    try {
      RocksDB.loadLibrary();
    } catch (RuntimeException | LinkageError e) {
      throw new StateBackendException(
          "RocksDB's native library cannot be loaded on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + ": "
              + e.getMessage()
              + ". It is unpacked to java.io.tmpdir ("
              + System.getProperty("java.io.tmpdir")
              + "), which must be writable and allow execution; point java.io.tmpdir or the"
              + " environment's ROCKSDB_SHAREDLIB_DIR elsewhere, or choose state.backend.type:"
              + " memory",
          e);
    }
  }
}
