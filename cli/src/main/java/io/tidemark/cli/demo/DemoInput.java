package io.tidemark.cli.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Lines of words for the demo, the same at every run, some words far more frequent than others.
 *
 * @param words how many were written
 * @param counts how often each was written
 */
record DemoInput(long words, Map<String, Long> counts) {

  static final int FILES = 4;
  private static final int WORDS_A_LINE = 4;
  private static final int VOCABULARY = 5_000;
  private static final long SEED = 42;

  /** Writes {@code lines} lines into files of {@code folder}, which is made. */
  static DemoInput write(Path folder, long lines) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    Map<String, Long> counts = new TreeMap<>();
    Files.createDirectories(folder);
    for (int file = 0; file < FILES; file++) {
      long count = lines / FILES + (file < lines % FILES ? 1 : 0);
      try (BufferedWriter writer = Files.newBufferedWriter(folder.resolve("words-" + file))) {
        for (long line = 0; line < count; line++) {
          writer.write(line(random, counts));
          writer.newLine();
        }
      }
    }
    return new DemoInput(lines * WORDS_A_LINE, counts);
  }

  private static String line(SplittableRandom random, Map<String, Long> counts) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < WORDS_A_LINE; i++) {
      String word = "word-" + random.nextInt(1 + random.nextInt(VOCABULARY));
      counts.merge(word, 1L, Long::sum);
      line.append(i == 0 ? "" : " ").append(word);
    }
    return line.toString();
  }
}
