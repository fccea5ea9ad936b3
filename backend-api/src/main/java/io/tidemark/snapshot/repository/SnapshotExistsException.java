package io.tidemark.snapshot.repository;

import io.tidemark.TidemarkException;

/** There is another snapshot of that name already. Choose another name, or delete that one. */
public final class SnapshotExistsException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  public SnapshotExistsException(String message) {
    super(message);
  }
}
