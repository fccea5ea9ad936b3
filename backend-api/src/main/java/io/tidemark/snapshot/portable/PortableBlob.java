package io.tidemark.snapshot.portable;

import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.EntryVisitor;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreSchema;

/**
 * A portable blob, or a range of its key groups, in memory: checked, and still compressed.
 *
 * <p>Immutable; any thread may use it, also several at once. Needs no closing.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedMethod"})
public final class PortableBlob {

  private final StoreSchema schema;
  private final KeyGroupRange keyGroups;

  private PortableBlob(StoreSchema schema, KeyGroupRange keyGroups) {
    this.schema = schema;
    this.keyGroups = keyGroups;
  }

  /**
   * Reads what {@code use} says about {@code wanted}, and only the parts of the blob that hold it.
   * Everything that is read is checked; a blob that is read whole, also as a whole.
   *
   * @param schema the schema that {@code use} names
   * @param wanted key groups, of which some are those of {@code use}
   * @throws io.tidemark.spi.SnapshotCorruptException if bytes are not what was written
   * @throws io.tidemark.spi.SnapshotVersionException if the blob was written by a newer format
   * @throws io.tidemark.spi.StorageException if it cannot be read
   */
  public static PortableBlob load(
      BlobUse use, StoreSchema schema, KeyGroupRange wanted, BlobSource source) {
    throw new IllegalStateException("Not here yet: " + use + schema + wanted + source);
  }

  /** The schema that the entries were written with. */
  public StoreSchema schema() {
    return schema;
  }

  /** The key groups that were wanted and that the use of the blob speaks for. */
  public KeyGroupRange keyGroups() {
    return keyGroups;
  }

  /** Whether there is any entry of {@code state}, a position in {@link #schema}. */
  public boolean hasState(int state) {
    return entryCount(state) > 0;
  }

  /** How many entries of {@code state} there are, deletions and appends included. */
  public long entryCount(int state) {
    throw new IllegalStateException("Not here yet: " + state);
  }

  /** How many entries of {@code state} there are in one key group. */
  public long entryCount(int state, int keyGroup) {
    throw new IllegalStateException("Not here yet: " + state + keyGroup);
  }

  /**
   * Gives the entries of {@code state} in {@code range} to {@code visitor}, by ascending key group.
   * A {@link io.tidemark.serialization.MalformedBytesException} of the visitor is turned into a
   * {@link io.tidemark.spi.SnapshotCorruptException} that names the place.
   */
  public void forEach(int state, KeyGroupRange range, EntryVisitor visitor) {
    throw new IllegalStateException("Not here yet: " + state + range + visitor);
  }

  /** Like {@link #forEach(int, KeyGroupRange, EntryVisitor)}, of all states. */
  public void forEach(KeyGroupRange range, EntryVisitor visitor) {
    throw new IllegalStateException("Not here yet: " + range + visitor);
  }

  /**
   * Writes the entries of {@code state} in one key group to {@code out}, as they are and without
   * looking into them, operation by operation.
   *
   * @param targetState the position of the same state, with equal types, in the schema of {@code
   *     out}
   */
  public void copyTo(int state, int keyGroup, EntryWriter out, int targetState) {
    throw new IllegalStateException("Not here yet: " + state + keyGroup + out + targetState);
  }
}
