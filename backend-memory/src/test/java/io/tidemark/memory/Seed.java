package io.tidemark.memory;

import java.util.Random;

/** The seed of a randomised test, and the command that repeats its run. */
record Seed(Class<?> test, long value) {

  private static final String PROPERTY = "tidemark.seed";

  static Seed of(Class<?> test) {
    return new Seed(test, Long.getLong(PROPERTY, 20261121));
  }

  Random random() {
    return new Random(value);
  }

  /** For {@code as(…)} of an assertion. */
  @Override
  public String toString() {
    return "repeat with: mvn -B -pl backend-memory -am test -Dtest="
        + test.getSimpleName()
        + " -Dsurefire.failIfNoSpecifiedTests=false -D"
        + PROPERTY
        + "="
        + value;
  }
}
