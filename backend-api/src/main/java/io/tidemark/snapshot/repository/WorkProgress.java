package io.tidemark.snapshot.repository;

/** Is told how far long work is. Called from several threads, also at once. */
@FunctionalInterface
public interface WorkProgress {

  /** Does not care. */
  WorkProgress NONE = (bytes, total) -> {};

  /**
   * Work went on.
   *
   * @param bytes how many more bytes are done since the last call
   * @param total how many there are in all
   */
  void advanced(long bytes, long total);
}
