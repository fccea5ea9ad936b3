package io.tidemark.snapshot.entries;

import io.tidemark.spi.StateKind;
import java.util.Comparator;

/**
 * Which state of a snapshot.
 *
 * @param operator the name of its operator
 * @param scope what it belongs to: names are apart for each
 * @param name its name
 */
public record StateId(String operator, Scope scope, String name) implements Comparable<StateId> {

  private static final Comparator<StateId> ORDER =
      Comparator.comparing(StateId::operator)
          .thenComparing(StateId::scope)
          .thenComparing(StateId::name);

  /** What a state belongs to. */
  public enum Scope {
    /** A key. */
    KEYED,
    /** A key, as its timers. */
    TIMERS,
    /** A subtask. */
    OPERATOR
  }

  /** The keyed state or the timers of that name. */
  static StateId keyed(String operator, StateKind kind, String name) {
    return new StateId(operator, kind == StateKind.TIMERS ? Scope.TIMERS : Scope.KEYED, name);
  }

  @Override
  public int compareTo(StateId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return operator + "/" + name;
  }
}
