package io.tidemark.spi;

/** The kinds of state that a snapshot tells apart, each with an entry layout of its own. */
public enum StateKind {
  /** One value a key and namespace. */
  VALUE("value"),
  /** A sequence of self-delimiting elements a key and namespace. */
  LIST("list"),
  /** An entry for each user key, key and namespace. */
  MAP("map"),
  /** The accumulator of an aggregating state, a key and namespace. */
  AGGREGATING("aggregating"),
  /** A value that is reduced, a key and namespace. */
  REDUCING("reducing"),
  /** An entry for each timestamp, key and namespace. */
  TIMERS("timers");

  private final String label;

  StateKind(String label) {
    this.label = label;
  }

  /** The kind's name in formats and errors. Never changes. */
  public String label() {
    return label;
  }
}
