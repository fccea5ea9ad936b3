package io.tidemark.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks at folders past the storage. */
final class Folders {

  private Folders() {}

  /** Hidden files and empty folders under a root, which itself may be empty or missing. */
  static List<String> residue(Path root) throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(path -> !path.equals(root))
          .filter(path -> path.getFileName().toString().startsWith(".") || isEmptyFolder(path))
          .map(path -> root.relativize(path).toString())
          .toList();
    }
  }

  private static boolean isEmptyFolder(Path path) {
    String[] names = path.toFile().list();
    return names != null && names.length == 0;
  }
}
