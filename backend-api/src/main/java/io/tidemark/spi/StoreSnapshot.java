package io.tidemark.spi;

import java.util.List;
import java.util.function.Predicate;

/**
 * What one subtask's keyed store put into a snapshot: the blobs, in the order in which they apply
 * (oldest first), and what is needed to read them. It has a byte form of its own ({@code
 * io.tidemark.snapshot.StoreSnapshotFormat}).
 *
 * @param backend the name of the backend that wrote it
 * @param format the name of the blobs' format: {@link #PORTABLE}, or one of the backend's own
 * @param version the version of that format
 * @param keyGroups the key groups of the store
 * @param schemas the schemas that blobs refer to; the last is the store's at the time of the
 *     snapshot
 * @param blobs the blobs, oldest first; where two speak for the same key group, the later one is
 *     applied on top
 */
public record StoreSnapshot(
    String backend,
    String format,
    int version,
    KeyGroupRange keyGroups,
    List<StoreSchema> schemas,
    List<BlobUse> blobs) {

  /** The format that every backend reads. */
  public static final String PORTABLE = "portable";

  public StoreSnapshot {
    schemas = List.copyOf(schemas);
    blobs = List.copyOf(blobs);
    for (BlobUse use : blobs) {
      if (use.schema() < 0 || use.schema() >= schemas.size()) {
        throw new IllegalArgumentException(
            "Blob " + use.blob() + " names schema " + use.schema() + " of " + schemas.size());
      }
      if (!keyGroups.contains(use.keyGroups())) {
        throw new IllegalArgumentException(
            "Blob "
                + use.blob()
                + " speaks for key groups "
                + use.keyGroups()
                + " outside of "
                + keyGroups);
      }
    }
  }

  /**
   * Whether later snapshots may build on this one: not if its blobs were written for it alone, with
   * which they go. Also one that was written for later ones may have some of its own, such as a
   * list of the others, which none of those names.
   *
   * @param isShared whether a blob was written for later snapshots to name
   */
  public boolean mayBeBuiltOn(Predicate<BlobRef.Stored> isShared) {
    List<BlobRef.Stored> stored =
        blobs.stream()
            .map(BlobUse::blob)
            .filter(BlobRef.Stored.class::isInstance)
            .map(BlobRef.Stored.class::cast)
            .toList();
    return stored.isEmpty() || stored.stream().anyMatch(isShared);
  }

  /** The bytes of all blobs. */
  public long totalBytes() {
    return blobs.stream().mapToLong(use -> use.blob().length()).sum();
  }

  /** The bytes of the blobs that this snapshot wrote. */
  public long addedBytes() {
    return blobs.stream().filter(BlobUse::added).mapToLong(use -> use.blob().length()).sum();
  }
}
