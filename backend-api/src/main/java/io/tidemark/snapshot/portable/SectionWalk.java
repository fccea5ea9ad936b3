package io.tidemark.snapshot.portable;

import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.spi.EntryVisitor;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.Operation;
import io.tidemark.spi.StoreSchema;

/**
 * Walks over the sections of a blob, and gives their entries to a visitor.
 *
 * @param schema the schema that the entries were written with
 */
record SectionWalk(StoreSchema schema, BlobIndex index, BlobPlace place) {

  static final int ANY_STATE = -1;

  /**
   * Walks over some key groups.
   *
   * @param state a position in the schema, or {@link #ANY_STATE}
   * @param live whether deletions are left out, and everything else is put
   * @throws io.tidemark.spi.SnapshotCorruptException for a {@link MalformedBytesException} of the
   *     visitor as well
   */
  void walk(
      int state, KeyGroupRange range, boolean live, StoredBlocks blocks, EntryVisitor visitor) {
    BlockWindow window = new BlockWindow(place, index);
    SectionEntry entry = new SectionEntry(schema);
    int end = index.endSection(range);
    for (int section = index.firstSection(range.first()); section < end; section++) {
      Operation operation = index.operation(section);
      if ((state == ANY_STATE || state == index.state(section))
          && !(live && operation == Operation.DELETE)) {
        int block = index.block(section);
        blocks.show(block, window);
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
      throw place.corrupt(
          index.blockOffset(block),
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
