package io.tidemark.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a job has committed into its folder. */
record Output(Path folder) {

  /** The committed part files, by name, with what they hold. */
  Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (Path file : list()) {
      String name = file.getFileName().toString();
      if (!name.startsWith(".")) {
        files.put(name, Files.readString(file));
      }
    }
    return files;
  }

  /** The lines of all committed part files, sorted. */
  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    files().values().forEach(file -> lines.addAll(file.lines().toList()));
    lines.sort(null);
    return lines;
  }

  /** What is neither committed nor taken back. */
  List<String> leftovers() throws IOException {
    return list().stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.startsWith(".") && !name.startsWith(".taken-back-"))
        .filter(name -> !name.equals(".tidemark-job"))
        .toList();
  }

  private List<Path> list() throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
