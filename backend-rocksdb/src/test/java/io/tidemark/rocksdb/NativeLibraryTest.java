package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.spi.StateBackendException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that cannot load RocksDB's native library. */
class NativeLibraryTest {

  @TempDir Path directory;

  @Test
  void libraryThatCannotBeUnpacked_namesPlatformPlaceAndRemedy() throws Exception {
    Path missing = directory.resolve("missing");
    try (ChildProcess child =
        ChildProcess.start(
            List.of("-Djava.io.tmpdir=" + missing), Opening.class, directory.toString())) {
      assertThat(child.output())
          .contains(
              System.getProperty("os.name"),
              System.getProperty("os.arch"),
              missing.toString(),
              "ROCKSDB_SHAREDLIB_DIR",
              "state.backend.type: memory");
      assertThat(child.exitCode()).isZero();
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void unknownPlatform_isNamed() throws Exception {
    try (ChildProcess child =
        ChildProcess.start(
            List.of("-Dos.name=Plan 9", "-Dos.arch=vax"), Opening.class, directory.toString())) {
      assertThat(child.output()).contains("Plan 9 vax", "state.backend.type: memory");
    }
  }

  /** Opens a backend and prints what that gets. */
  static final class Opening {

    private Opening() {}

    public static void main(String[] arguments) {
      try (Stores stores = new Stores(Path.of(arguments[0]))) {
        System.out.println("opened " + stores.backend.name());
      } catch (StateBackendException e) {
        System.out.println(e.getMessage());
        System.exit(0);
      }
    }
  }
}
