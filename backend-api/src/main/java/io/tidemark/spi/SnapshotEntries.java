package io.tidemark.spi;

/**
 * Walks store snapshots of one format entry by entry, from their descriptions alone: without the
 * job's classes, a serializer or an open store. Verifying, reading, comparing and converting stand
 * on it. Found by {@link java.util.ServiceLoader}. Any thread may call it.
 */
public interface SnapshotEntries {

  /** The name of the format that it reads, as in {@link StoreSnapshot#format}. */
  String format();

  /**
   * Gives every live entry of {@code snapshot} within {@code keyGroups} to {@code visitor}: each
   * identity (state, key, namespace, user key or timestamp) once, with what all blobs together make
   * of it. Key groups come in ascending order. Every byte that is read is checked.
   *
   * @throws SnapshotCorruptException if bytes are not what was written
   * @throws SnapshotVersionException if the format is newer
   */
  void walk(
      StoreSnapshot snapshot, KeyGroupRange keyGroups, BlobSource source, EntryVisitor visitor);
}
