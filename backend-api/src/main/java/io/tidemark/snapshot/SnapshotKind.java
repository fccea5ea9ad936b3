package io.tidemark.snapshot;

/** Whose a snapshot is. */
public enum SnapshotKind {
  /** Taken, kept and deleted by the engine; shares blobs with its neighbours. */
  CHECKPOINT("checkpoint"),
  /** Asked for by a person, and theirs; self-contained and portable. */
  SAVEPOINT("savepoint");

  private final String label;

  SnapshotKind(String label) {
    this.label = label;
  }

  /** The kind's name in manifests. Never changes. */
  public String label() {
    return label;
  }
}
