package io.tidemark.spi;

/** Sees the entries of a snapshot. */
@FunctionalInterface
public interface EntryVisitor {

  /** Sees one entry; {@code entry} and its buffers are valid until the method returns. */
  void visit(SnapshotEntry entry);
}
