package io.tidemark.runtime.restorecheck;

/**
 * What a restore would do with one state.
 *
 * @param operator the operator's name
 * @param state the state's name; empty for what concerns all of the operator
 * @param verdict what would happen
 * @param detail why, and what to do about it; empty where there is nothing to say
 */
public record StateFinding(String operator, String state, Verdict verdict, String detail) {

  /** What can happen to a state. */
  public enum Verdict {
    /** It is restored as it is. */
    RESTORED,
    /** Its values are read in the old layout and written in the new one. */
    MIGRATED,
    /** The snapshot does not have it: it begins empty. */
    NEW,
    /** The job does not ask for it when it starts; it stays in later snapshots. */
    KEPT,
    /** It is dropped, as the configuration says. */
    DROPPED,
    /** The restore fails. */
    REFUSED
  }

  /** Whether the job does not start because of it. */
  public boolean isRefused() {
    return verdict == Verdict.REFUSED;
  }
}
