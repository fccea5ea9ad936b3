package io.tidemark.runtime.connector;

/** Makes prepared records visible. */
@FunctionalInterface
public interface Committer<C> {

  /** Commits, atomically. Committing again what was committed does nothing. */
  void commit(C committable);
}
