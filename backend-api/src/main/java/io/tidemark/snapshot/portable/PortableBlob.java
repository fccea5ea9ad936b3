package io.tidemark.snapshot.portable;

import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.EntryVisitor;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.Operation;
import io.tidemark.spi.StoreSchema;

/**
 * A portable blob, or a range of its key groups, in memory: checked, and still compressed.
 *
 * <p>Immutable; any thread may use it, also several at once. Needs no closing.
 */
public final class PortableBlob {

  private final StoreSchema schema;
  private final KeyGroupRange keyGroups;
  private final BlobPlace place;
  private final BlobIndex index;
  private final Blocks blocks;
  private final EntryCounts counts;

  PortableBlob(
      StoreSchema schema,
      KeyGroupRange keyGroups,
      BlobPlace place,
      BlobIndex index,
      Blocks blocks) {
    this.schema = schema;
    this.keyGroups = keyGroups;
    this.place = place;
    this.index = index;
    this.blocks = blocks;
    this.counts = new EntryCounts(schema, index, keyGroups);
  }

  /**
   * Reads what {@code use} says about {@code wanted}, and only the parts of the blob that hold it.
   * Everything that is read is checked, and that it belongs to the blob that {@code use} means.
   *
   * @param schema the schema that {@code use} names
   * @param wanted key groups, of which some are those of {@code use}
   * @throws io.tidemark.spi.SnapshotCorruptException if bytes are not what was written
   * @throws io.tidemark.spi.SnapshotVersionException if the blob was written by a newer format
   * @throws io.tidemark.spi.StorageException if it cannot be read
   */
  public static PortableBlob load(
      BlobUse use, StoreSchema schema, KeyGroupRange wanted, BlobSource source) {
    return IndexedBlob.open(use, schema, wanted, source).load();
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
    return counts.of(state);
  }

  /** How many entries of {@code state} there are in one key group. */
  public long entryCount(int state, int keyGroup) {
    return counts.of(state, keyGroup);
  }

  /**
   * Gives the entries of {@code state} in {@code range} to {@code visitor}, by ascending key group.
   * A {@link MalformedBytesException} of the visitor is turned into a {@link
   * io.tidemark.spi.SnapshotCorruptException} that names the place.
   *
   * @param range any key groups; those that are not in {@link #keyGroups} have no entries
   */
  public void forEach(int state, KeyGroupRange range, EntryVisitor visitor) {
    walk(state, range, false, visitor);
  }

  /** Like {@link #forEach(int, KeyGroupRange, EntryVisitor)}, of all states. */
  public void forEach(KeyGroupRange range, EntryVisitor visitor) {
    walk(SectionWalk.ANY_STATE, range, false, visitor);
  }

  /**
   * Writes the entries of {@code state} in one key group to {@code out}, as they are and without
   * looking into them, operation by operation.
   *
   * @param targetState the position of the same state, with the same layout, in the schema of
   *     {@code out}
   */
  public void copyTo(int state, int keyGroup, EntryWriter out, int targetState) {
    copy(state, keyGroup, false, out, targetState);
  }

  /** Like {@link #forEach}, of what is there if no other blob speaks for the key group. */
  void forEachLive(int state, int keyGroup, EntryVisitor visitor) {
    walk(state, KeyGroupRange.of(keyGroup, keyGroup), true, visitor);
  }

  /** Like {@link #forEachLive(int, int, EntryVisitor)}, of all states. */
  void forEachLive(KeyGroupRange range, EntryVisitor visitor) {
    walk(SectionWalk.ANY_STATE, range, true, visitor);
  }

  /** Like {@link #copyTo}, of what is there if no other blob speaks for the key group. */
  void copyLiveTo(int state, int keyGroup, EntryWriter out, int targetState) {
    copy(state, keyGroup, true, out, targetState);
  }

  BlobPlace place() {
    return place;
  }

  private void copy(int state, int keyGroup, boolean live, EntryWriter out, int targetState) {
    if (!keyGroups.contains(keyGroup)) {
      return;
    }
    BlockWindow window = new BlockWindow(place, index);
    int end = index.firstSection(keyGroup + 1);
    for (int section = index.firstSection(keyGroup); section < end; section++) {
      Operation operation = index.operation(section);
      if (index.state(section) == state && !(live && operation == Operation.DELETE)) {
        blocks.show(index.block(section), window);
        out.section(targetState, live ? Operation.PUT : operation);
        out.encodedEntries(
            window.bytes(),
            window.start() + index.offsetInBlock(section),
            index.length(section),
            index.entries(section));
      }
    }
  }

  private void walk(int state, KeyGroupRange range, boolean live, EntryVisitor visitor) {
    if (keyGroups.overlaps(range)) {
      new SectionWalk(schema, index, place)
          .walk(state, keyGroups.intersection(range), live, blocks, visitor);
    }
  }
}
