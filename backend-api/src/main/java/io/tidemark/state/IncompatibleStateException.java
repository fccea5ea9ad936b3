package io.tidemark.state;

import io.tidemark.TidemarkException;

/**
 * A state's type, kind or key changed beyond what evolution can read. The caller goes back to the
 * old type, or starts without that state.
 */
public final class IncompatibleStateException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  private final String state;

  /**
   * @param state the state's name
   * @param written the type as the snapshot, or an earlier use of the name, has it
   * @param wanted the type as the program has it
   * @param reason where in the type they differ
   */
  public IncompatibleStateException(String state, String written, String wanted, String reason) {
    super(
        "State '" + state + "' was " + written + " and is asked for as " + wanted + ": " + reason);
    this.state = state;
  }

  public String state() {
    return state;
  }
}
