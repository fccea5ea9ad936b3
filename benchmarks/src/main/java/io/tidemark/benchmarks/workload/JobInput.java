package io.tidemark.benchmarks.workload;

import io.tidemark.benchmarks.peer.ExampleJob;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * The files that an example job reads, one a subtask, and what is to come out of it, by a plain
 * loop over the same records.
 */
final class JobInput {

  private static final int WORDS_OF_LINE = 10;
  private static final int VOCABULARY = 100_000;
  private static final int ACCOUNTS = 50_000;
  private static final int PAGES = 1_000;
  private static final int RECORDS_OF_MILLI = 5;
  private static final int OUT_OF_ORDER_MILLIS = 2_000;
  private static final long FIRST_MILLI = 1_700_000_000_000L;

  private final Path folder;
  private final int files;
  private final int records;
  private long expected;

  private JobInput(Path folder, int files, int records) {
    this.folder = folder;
    this.files = files;
    this.records = records;
  }

  /** Writes the files, and returns the sum that {@link #sumOf} has to find in the job's output. */
  static long write(ExampleJob job, Path folder, int files, int records) throws IOException {
    JobInput input = new JobInput(Files.createDirectories(folder), files, records);
    switch (job) {
      case WORD_COUNT -> input.words();
      case FRAUD_DETECTION -> input.transactions();
      case PAGE_VIEWS -> input.views();
    }
    return input.expected;
  }

  /** What a line of the job's output adds to the sum: what was counted, or one for an alert. */
  static long sumOf(ExampleJob job, String line) {
    return switch (job) {
      case WORD_COUNT -> Long.parseLong(line.substring(line.indexOf('\t') + 1));
      case FRAUD_DETECTION -> 1;
      case PAGE_VIEWS -> Long.parseLong(line.substring(line.lastIndexOf(',') + 1));
    };
  }

  private void words() throws IOException {
    KeySequence words = KeySequence.of("zipf", VOCABULARY);
    for (int file = 0; file < files; file++) {
      try (BufferedWriter text = open(file)) {
        for (int line = 0; line < records / files / WORDS_OF_LINE; line++) {
          for (int word = 0; word < WORDS_OF_LINE; word++) {
            text.write("word" + words.next() + (word < WORDS_OF_LINE - 1 ? ' ' : '\n'));
          }
          expected += WORDS_OF_LINE;
        }
      }
    }
  }

  /** Each account is in one file only, where its transactions are in order. */
  private void transactions() throws IOException {
    for (int file = 0; file < files; file++) {
      SplittableRandom random = new SplittableRandom(file);
      long[] smallAt = new long[ACCOUNTS];
      try (BufferedWriter text = open(file)) {
        for (int record = 0; record < records / files; record++) {
          long millis = FIRST_MILLI + record / RECORDS_OF_MILLI;
          int account = random.nextInt(ACCOUNTS / files) * files + file;
          int kind = random.nextInt(10);
          String amount = kind == 0 ? "0.50" : kind == 1 ? "900.00" : "20.00";
          text.write(millis + ",account-" + account + "," + amount + "\n");
          if (kind == 1 && smallAt[account] > 0 && millis - smallAt[account] <= 60_000) {
            expected++;
          }
          smallAt[account] = kind == 0 ? millis : 0;
        }
      }
    }
  }

  private void views() throws IOException {
    for (int file = 0; file < files; file++) {
      SplittableRandom random = new SplittableRandom(file);
      try (BufferedWriter text = open(file)) {
        for (int record = 0; record < records / files; record++) {
          long millis =
              FIRST_MILLI + record / RECORDS_OF_MILLI - random.nextInt(OUT_OF_ORDER_MILLIS);
          text.write(millis + ",/page/" + random.nextInt(PAGES) + "\n");
          expected++;
        }
      }
    }
  }

  private BufferedWriter open(int file) throws IOException {
    return Files.newBufferedWriter(folder.resolve("input-" + file));
  }
}
