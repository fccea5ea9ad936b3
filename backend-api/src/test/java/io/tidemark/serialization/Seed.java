package io.tidemark.serialization;

import java.util.Random;

/** The seed of a randomised test, and the command that repeats its run. */
public record Seed(Class<?> test, long value) {

  private static final String PROPERTY = "tidemark.seed";

  public static Seed of(Class<?> test) {
    return new Seed(test, Long.getLong(PROPERTY, 20261121));
  }

  public Random random() {
    return new Random(value);
  }

  /** For {@code as(…)} of an assertion. */
  @Override
  public String toString() {
    return "repeat with: mvn -B -pl backend-api test -Dtest="
        + test.getSimpleName()
        + " -D"
        + PROPERTY
        + "="
        + value;
  }
}
