package io.tidemark.snapshot.portable;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.Operation;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StoreSchema;
import java.util.List;
import java.util.TreeMap;

/**
 * Live entries of any format, in any order of their key groups, gathered in memory until they are
 * written as portable blobs. Belongs to one thread.
 */
public final class GatheredEntries {

  private static final int FIRST_BYTES = 256;

  private final StoreSchema schema;
  private final EntryLayout[] layouts;
  private final TreeMap<Integer, Section[]> byKeyGroup = new TreeMap<>();
  private long bytes;

  /**
   * Makes an empty pile.
   *
   * @param schema the types of all that is added
   */
  public GatheredEntries(StoreSchema schema) {
    this.schema = schema;
    this.layouts =
        schema.states().stream()
            .map(state -> EntryLayout.of(state, Operation.PUT))
            .toArray(EntryLayout[]::new);
  }

  /** The entries of one state in one key group, as the format lays them out. */
  private static final class Section {
    private final WriteBuffer entries = new WriteBuffer(FIRST_BYTES);
    private int count;
  }

  /**
   * Adds a live entry.
   *
   * @param state its state's position in this schema
   * @param keyGroup its key group from now on
   */
  public void add(int state, int keyGroup, SnapshotEntry entry) {
    Section[] sections =
        byKeyGroup.computeIfAbsent(keyGroup, group -> new Section[schema.states().size()]);
    Section section = sections[state];
    if (section == null) {
      section = new Section();
      sections[state] = section;
    }
    EntryLayout layout = layouts[state];
    WriteBuffer out = section.entries;
    int before = out.position();
    prefixed(entry.key(), out);
    if (layout.namespace()) {
      prefixed(entry.namespace(), out);
    }
    if (layout.userKey()) {
      prefixed(entry.userKey(), out);
    }
    if (layout.timestamp()) {
      copy(entry.userKey(), out);
    }
    if (layout.stamp()) {
      out.writeLong(entry.stamp());
    }
    if (schema.states().get(state).kind() != StateKind.TIMERS) {
      prefixed(entry.value(), out);
    }
    section.count++;
    bytes += out.position() - before;
  }

  /** How many bytes of entries are held. */
  public long bytes() {
    return bytes;
  }

  /**
   * Writes what is held of {@code keyGroups}, and forgets it.
   *
   * @param schemaIndex the position of the schema in the store snapshot that will name the blobs
   * @return the blobs by ascending key groups, all added
   * @throws io.tidemark.spi.StorageException if a blob cannot be written
   */
  public List<BlobUse> write(
      PortableWriter writer, BlobSink sink, int schemaIndex, KeyGroupRange keyGroups) {
    List<BlobUse> blobs =
        writer.write(
            sink,
            BlobScope.EXCLUSIVE,
            schema,
            schemaIndex,
            keyGroups,
            this::bytesOf,
            this::writeKeyGroup);
    List.copyOf(byKeyGroup.subMap(keyGroups.first(), keyGroups.last() + 1).keySet())
        .forEach(
            group -> {
              bytes -= bytesOf(group);
              byKeyGroup.remove(group);
            });
    return blobs;
  }

  private long bytesOf(int keyGroup) {
    long sum = 0;
    Section[] sections = byKeyGroup.get(keyGroup);
    if (sections != null) {
      for (Section section : sections) {
        sum += section == null ? 0 : section.entries.position();
      }
    }
    return sum;
  }

  /** Called by several threads at once, for key groups of their own; changes nothing. */
  private void writeKeyGroup(int keyGroup, EntryWriter out) {
    Section[] sections = byKeyGroup.get(keyGroup);
    if (sections == null) {
      return;
    }
    for (int state = 0; state < sections.length; state++) {
      Section section = sections[state];
      if (section != null) {
        out.section(state, Operation.PUT);
        out.encodedEntries(section.entries.array(), 0, section.entries.position(), section.count);
      }
    }
  }

  private static void prefixed(ReadBuffer part, WriteBuffer out) {
    int mark = out.beginLengthPrefixed();
    copy(part, out);
    out.endLengthPrefixed(mark);
  }

  private static void copy(ReadBuffer part, WriteBuffer out) {
    out.writeBytes(part.array(), part.position(), part.remaining());
  }
}
