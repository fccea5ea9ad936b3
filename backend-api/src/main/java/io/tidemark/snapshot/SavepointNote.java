package io.tidemark.snapshot;

/**
 * What stands in a checkpoint's place when its id was given to a savepoint, so that no checkpoint
 * ever gets that id, wherever the savepoint went.
 *
 * @param id the savepoint's id
 * @param savepoint where it was to go
 */
public record SavepointNote(long id, String savepoint) {

  public SavepointNote {
    if (id < 1) {
      throw new IllegalArgumentException("No savepoint has the id " + id);
    }
  }
}
