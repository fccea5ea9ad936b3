package io.tidemark.benchmarks.driver;

import java.util.List;

/**
 * How often an experiment is done.
 *
 * @param mode JMH's mode
 * @param warmups how many iterations do not count
 * @param rounds how many do
 * @param millis how long an iteration takes; about how long, where it is one call
 */
public record Effort(Mode mode, int warmups, int rounds, int millis) {

  private static final int SLOW_MILLIS = 1500;

  /** What an iteration is. */
  public enum Mode {
    /** As many calls as there is time for; the score is calls a second. */
    RATE("thrpt"),
    /** One call; the score is its time in milliseconds. */
    ONCE("ss");

    private final String jmh;

    Mode(String jmh) {
      this.jmh = jmh;
    }
  }

  /** As many calls as there is time for. */
  public static Effort rate() {
    return new Effort(Mode.RATE, 4, 6, 300);
  }

  /**
   * One call in each of so many rounds, and before them in so many that do not count.
   *
   * @param millis about how long a call takes, with what it takes to prepare it
   */
  public static Effort once(int warmups, int rounds, int millis) {
    return new Effort(Mode.ONCE, warmups, rounds, millis);
  }

  /** About how long so many contenders take. */
  double expectedSeconds(int contenders) {
    return (warmups + rounds * contenders) * (millis / 1000.0);
  }

  /** Less of the same, for a first impression: least of what takes longest. */
  public Effort quick() {
    if (mode == Mode.RATE) {
      return new Effort(mode, 3, 5, 300);
    }
    boolean slow = millis >= SLOW_MILLIS;
    return new Effort(
        mode, Math.min(warmups, slow ? 1 : 4), Math.min(rounds, slow ? 2 : 3), millis);
  }

  /** The least that runs everything once. */
  public Effort smoke() {
    return new Effort(mode, 1, 2, Math.min(millis, 50));
  }

  List<String> jmhArguments() {
    String time = Math.max(1, millis) + "ms";
    return List.of(
        "-bm",
        mode.jmh,
        "-tu",
        mode == Mode.RATE ? "s" : "ms",
        "-wi",
        Integer.toString(warmups),
        "-w",
        time,
        "-i",
        Integer.toString(rounds),
        "-r",
        time);
  }
}
