package io.tidemark.snapshot.portable;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.EntryVisitor;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.Operation;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateSchema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One state of one key group, folded blob by blob, oldest first: each identity with the stamp and
 * value that it was left with. Belongs to one thread.
 */
final class LiveState {

  private final int keyGroup;
  private final Map<Identity, Content> contents = new LinkedHashMap<>();
  private final WriteBuffer scratch = new WriteBuffer(256);
  private @Nullable StateSchema newest;

  LiveState(int keyGroup) {
    this.keyGroup = keyGroup;
  }

  /** Applies what {@code blob} says about the state that is {@code state} in its schema. */
  void apply(PortableBlob blob, int state) {
    StateSchema schema = blob.schema().states().get(state);
    StateSchema before = newest;
    if (before != null && !sameLayout(before, schema)) {
      throw blob.place()
          .corrupt(
              0,
              "state '"
                  + schema.name()
                  + "' has another layout than in the blobs that it builds on: "
                  + before
                  + ", then "
                  + schema);
    }
    newest = schema;
    EntryLayout layout = EntryLayout.of(schema, Operation.PUT);
    SectionEntry cursor = new SectionEntry(blob.schema());
    blob.forEach(
        state, KeyGroupRange.of(keyGroup, keyGroup), entry -> apply(entry, layout, cursor));
  }

  void forEach(EntryVisitor visitor) {
    contents.forEach(
        (identity, content) -> {
          encode(identity, content);
          SectionEntry entry = content.cursor;
          entry.begin(
              content.state, keyGroup, Operation.PUT, scratch.array(), 0, scratch.position());
          entry.next();
          visitor.visit(entry);
        });
  }

  void copyTo(EntryWriter out, int targetState) {
    out.section(targetState, Operation.PUT);
    contents.forEach(
        (identity, content) -> {
          encode(identity, content);
          out.encodedEntries(scratch.array(), 0, scratch.position(), 1);
        });
  }

  private void apply(SnapshotEntry entry, EntryLayout layout, SectionEntry cursor) {
    Identity identity = identityOf(entry, layout);
    if (entry.operation() == Operation.DELETE) {
      contents.remove(identity);
      return;
    }
    ReadBuffer value = entry.value();
    Content content = contents.get(identity);
    if (content == null || entry.operation() == Operation.PUT) {
      content = new Content(cursor, value.remaining());
      contents.put(identity, content);
    }
    content.cursor = cursor;
    content.state = entry.state();
    content.stamp = entry.stamp();
    content.value.writeBytes(value.array(), value.position(), value.remaining());
  }

  private Identity identityOf(SnapshotEntry entry, EntryLayout layout) {
    scratch.clear();
    writePrefixed(entry.key());
    if (layout.namespace()) {
      writePrefixed(entry.namespace());
    }
    if (layout.userKey()) {
      writePrefixed(entry.userKey());
    } else if (layout.timestamp()) {
      write(entry.userKey());
    }
    return new Identity(scratch.toByteArray());
  }

  private void encode(Identity identity, Content content) {
    StateSchema schema = content.cursor.schema().states().get(content.state);
    EntryLayout layout = EntryLayout.of(schema, Operation.PUT);
    scratch.clear();
    scratch.writeBytes(identity.bytes);
    if (layout.stamp()) {
      scratch.writeLong(content.stamp);
    }
    if (layout.value()) {
      scratch.writeVarInt(content.value.position());
      scratch.writeBytes(content.value.array(), 0, content.value.position());
    }
  }

  private void writePrefixed(ReadBuffer field) {
    scratch.writeVarInt(field.remaining());
    write(field);
  }

  private void write(ReadBuffer field) {
    scratch.writeBytes(field.array(), field.position(), field.remaining());
  }

  private static boolean sameLayout(StateSchema one, StateSchema other) {
    return one.kind() == other.kind()
        && one.expiring() == other.expiring()
        && EntryLayout.of(one, Operation.PUT).equals(EntryLayout.of(other, Operation.PUT));
  }

  /** The fields before the stamp, as they are encoded. */
  private static final class Identity {

    private final byte[] bytes;
    private final int hash;

    Identity(byte[] bytes) {
      this.bytes = bytes;
      this.hash = Arrays.hashCode(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Identity identity && Arrays.equals(bytes, identity.bytes);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private static final class Content {

    private final WriteBuffer value;

    /** Walks entries of the schema that the content was last written with. */
    private SectionEntry cursor;

    private int state;
    private long stamp;

    Content(SectionEntry cursor, int valueLength) {
      this.cursor = cursor;
      this.value = new WriteBuffer(valueLength);
    }
  }
}
