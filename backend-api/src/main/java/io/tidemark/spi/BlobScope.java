package io.tidemark.spi;

/** Who may name a blob. */
public enum BlobScope {
  /** The snapshot that is being written, alone. */
  EXCLUSIVE,
  /** Also later snapshots. */
  SHARED
}
