package io.tidemark.snapshot.operator;

/** How an operator's state is dealt out to the subtasks of a restore. */
public enum OperatorStateMode {
  /** A list of which every element goes to one subtask. */
  SPLIT("split"),
  /** A list of which every subtask gets all elements. */
  UNION("union"),
  /** A map that is the same on every subtask. */
  BROADCAST("broadcast");

  private final String label;

  OperatorStateMode(String label) {
    this.label = label;
  }

  /** The mode's name in formats and errors. Never changes. */
  public String label() {
    return label;
  }
}
