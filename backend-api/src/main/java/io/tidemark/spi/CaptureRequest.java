package io.tidemark.spi;

/**
 * Which picture is wanted.
 *
 * @param snapshotId the snapshot's id, larger than all before it in this store
 * @param mode what the snapshot may build on
 */
public record CaptureRequest(long snapshotId, Mode mode) {

  /** What a snapshot may build on, and in which format. */
  public enum Mode {
    /** Everything, in the portable format, naming no earlier blob. */
    SAVEPOINT,
    /** Everything, in the backend's best format, naming no earlier blob. */
    FULL,
    /** What changed, in the backend's best format, naming earlier blobs for the rest. */
    INCREMENTAL
  }
}
