package io.tidemark.rocksdb.leaks;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that cannot be removed until it is closed; a test is skipped where none can be made. */
public final class StuckFile implements AutoCloseable {

  private final Path directory;
  private final Path file;

  private StuckFile(Path directory) {
    this.directory = directory;
    this.file = directory.resolve("file");
  }

  /** Makes one in a directory of its own in {@code parent}. */
  public static StuckFile in(Path parent) throws IOException {
    StuckFile stuck = new StuckFile(Files.createDirectory(parent.resolve("stuck")));
    Files.createFile(stuck.file);
    if (!stuck.directory.toFile().setWritable(false) || Files.isWritable(stuck.directory)) {
      // Who may write everything is stopped by the file system alone.
      assumeTrue(stuck.change("+i"), "no file can be kept from being removed here");
    }
    return stuck;
  }

  public Path path() {
    return file;
  }

  @Override
  public void close() {
    change("-i");
    if (!directory.toFile().setWritable(true)) {
      throw new AssertionError(directory + " stays as it is");
    }
  }

  private boolean change(String attribute) {
    try {
      Process process =
          new ProcessBuilder("chattr", attribute, directory.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
