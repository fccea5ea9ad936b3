package io.tidemark.cli.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares what the demo's job committed with what is right. */
final class DemoResult {

  private static final int SHOWN = 5;

  private DemoResult() {}

  /** The first few deviations, in words; none if every count is exactly right, and there once. */
  static List<String> deviations(Path output, Map<String, Long> expected) throws IOException {
    List<String> deviations = new ArrayList<>();
    Map<String, Long> missing = new HashMap<>(expected);
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(output, "part-*")) {
      for (Path part : parts) {
        for (String line : Files.readAllLines(part)) {
          compare(line, missing, expected, deviations);
        }
      }
    }
    missing.forEach((word, count) -> deviations.add(word + " is missing: expected " + count));
    return deviations.size() <= SHOWN ? deviations : deviations.subList(0, SHOWN);
  }

  private static void compare(
      String line, Map<String, Long> missing, Map<String, Long> expected, List<String> deviations) {
    int tab = line.indexOf('\t');
    String word = tab < 0 ? line : line.substring(0, tab);
    String count = line.substring(tab + 1);
    Long right = missing.remove(word);
    if (right == null) {
      deviations.add(
          word + (expected.containsKey(word) ? " was counted twice" : " was never written"));
    } else if (!right.toString().equals(count)) {
      deviations.add(word + " was counted " + count + " times: expected " + right);
    }
  }
}
