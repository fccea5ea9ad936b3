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

  private static final int ANY_STATE = -1;

  private final StoreSchema schema;
  private final KeyGroupRange keyGroups;
  private final BlobIndex index;
  private final Blocks blocks;
  private final long[] entryCounts;

  PortableBlob(StoreSchema schema, KeyGroupRange keyGroups, BlobIndex index, Blocks blocks) {
    this.schema = schema;
    this.keyGroups = keyGroups;
    this.index = index;
    this.blocks = blocks;
    this.entryCounts = new long[schema.states().size()];
    int end = index.endSection(keyGroups);
    for (int section = index.firstSection(keyGroups.first()); section < end; section++) {
      entryCounts[index.state(section)] += index.entries(section);
    }
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
    KeyGroupRange range = use.keyGroups().intersection(wanted);
    return IndexedBlob.open(use, schema, source).load(range);
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
    return entryCounts[state] > 0;
  }

  /** How many entries of {@code state} there are, deletions and appends included. */
  public long entryCount(int state) {
    return entryCounts[state];
  }

  /** How many entries of {@code state} there are in one key group. */
  public long entryCount(int state, int keyGroup) {
    long count = 0;
    if (keyGroups.contains(keyGroup)) {
      int end = index.firstSection(keyGroup + 1);
      for (int section = index.firstSection(keyGroup); section < end; section++) {
        count += index.state(section) == state ? index.entries(section) : 0;
      }
    }
    return count;
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
    walk(ANY_STATE, range, false, visitor);
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
    walk(ANY_STATE, range, true, visitor);
  }

  /** Like {@link #copyTo}, of what is there if no other blob speaks for the key group. */
  void copyLiveTo(int state, int keyGroup, EntryWriter out, int targetState) {
    copy(state, keyGroup, true, out, targetState);
  }

  BlobPlace place() {
    return blocks.place();
  }

  private void copy(int state, int keyGroup, boolean live, EntryWriter out, int targetState) {
    if (!keyGroups.contains(keyGroup)) {
      return;
    }
    Blocks.Window window = blocks.new Window();
    int end = index.firstSection(keyGroup + 1);
    for (int section = index.firstSection(keyGroup); section < end; section++) {
      Operation operation = index.operation(section);
      if (index.state(section) == state && !(live && operation == Operation.DELETE)) {
        window.show(index.block(section));
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
    if (!keyGroups.overlaps(range)) {
      return;
    }
    KeyGroupRange here = keyGroups.intersection(range);
    Blocks.Window window = blocks.new Window();
    SectionEntry entry = new SectionEntry(schema);
    int end = index.endSection(here);
    for (int section = index.firstSection(here.first()); section < end; section++) {
      Operation operation = index.operation(section);
      if ((state == ANY_STATE || state == index.state(section))
          && !(live && operation == Operation.DELETE)) {
        int block = index.block(section);
        window.show(block);
        entry.begin(
            index.state(section),
            index.keyGroup(section),
            live ? Operation.PUT : operation,
            window.bytes(),
            window.start() + index.offsetInBlock(section),
            index.length(section));
        walkSection(entry, index.entries(section), block, visitor);
      }
    }
  }

  private void walkSection(SectionEntry entry, int entries, int block, EntryVisitor visitor) {
    try {
      for (int left = entries; left > 0; left--) {
        entry.next();
        visitor.visit(entry);
      }
      if (entry.hasNext()) {
        throw new MalformedBytesException("bytes follow the last entry");
      }
    } catch (MalformedBytesException e) {
      throw blocks.corrupt(
          block,
          "an entry of state '"
              + entry.stateSchema().name()
              + "' in key group "
              + entry.keyGroup()
              + " is malformed: "
              + e.getMessage(),
          e);
    }
  }
}
