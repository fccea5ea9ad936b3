package io.tidemark.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A job that comes with Tidemark, and input for it. */
enum Example {
  WORD_COUNT("word-count") {
    @Override
    List<String> lines(Random random) {
      List<String> lines = new ArrayList<>();
      for (int line = 0; line < LINES; line++) {
        StringBuilder words = new StringBuilder();
        for (int word = 0; word < random.nextInt(8); word++) {
          words.append('w').append(random.nextInt(500)).append(random.nextBoolean() ? " " : "\t ");
        }
        lines.add(words.toString());
      }
      return lines;
    }
  },
  FRAUD_DETECTION("fraud-detection") {
    @Override
    List<String> lines(Random random) {
      List<String> lines = new ArrayList<>();
      long millis = 1_000_000;
      // Accounts of one file are in no other: files are read side by side, in no order.
      int first = random.nextInt(1_000_000);
      for (int line = 0; line < LINES; line++) {
        millis += random.nextInt(500);
        String amount = List.of("0.50", "600.25", "500.00", "20.00").get(random.nextInt(4));
        lines.add(millis + ",a" + (first + random.nextInt(50)) + "," + amount);
      }
      return lines;
    }
  },
  PAGE_VIEWS("page-views") {
    @Override
    List<String> lines(Random random) {
      List<String> lines = new ArrayList<>();
      long millis = 50_000;
      for (int line = 0; line < LINES; line++) {
        millis += random.nextInt(40);
        lines.add(millis - random.nextInt(5000) + ",/p" + random.nextInt(10));
      }
      return lines;
    }
  };

  /** How many lines a file of input has. */
  static final int LINES = 4000;

  private final String job;

  Example(String job) {
    this.job = job;
  }

  /** The job's name. */
  String job() {
    return job;
  }

  /** One file of input. */
  abstract List<String> lines(Random random);
}
