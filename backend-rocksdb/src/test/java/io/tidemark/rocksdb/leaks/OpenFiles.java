package io.tidemark.rocksdb.leaks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that this process has open. */
public final class OpenFiles {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private OpenFiles() {}

  /** Those in {@code directory}; none where the system does not tell. */
  public static List<Path> under(Path directory) throws IOException {
    List<Path> open = new ArrayList<>();
    if (Files.isDirectory(DESCRIPTORS)) {
      try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
        for (Path descriptor : descriptors) {
          try {
            Path file = Files.readSymbolicLink(descriptor);
            if (file.startsWith(directory)) {
              open.add(file);
            }
          } catch (NoSuchFileException e) {
            // That of the listing itself, or of a file that another thread closed.
          }
        }
      }
    }
    return open;
  }
}
