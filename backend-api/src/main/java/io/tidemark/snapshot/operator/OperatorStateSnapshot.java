package io.tidemark.snapshot.operator;

import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.snapshot.portable.PortableWriter;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one subtask's operator state put into a snapshot. Its byte form is {@code
 * io.tidemark.snapshot.OperatorStateFormat}.
 *
 * @param states the states, in the order in which the blob's sections name them
 * @param blob where the contents are, or null if there are none
 */
public record OperatorStateSnapshot(List<Part> states, @Nullable BlobRef blob) {

  /** All of it is in one key group: operator state has none. */
  static final KeyGroupRange KEY_GROUP = KeyGroupRange.of(0, 0);

  private static final OperatorStateSnapshot EMPTY = new OperatorStateSnapshot(List.of(), null);

  public OperatorStateSnapshot {
    states = List.copyOf(states);
    for (Part part : states) {
      if (blob == null && part.written() && part.count() > 0) {
        throw new IllegalArgumentException(
            "State '" + part.schema().name() + "' was written, and there is no blob");
      }
    }
  }

  /** What a subtask without operator state has. */
  public static OperatorStateSnapshot empty() {
    return EMPTY;
  }

  /**
   * One state.
   *
   * @param schema its types
   * @param count how many elements or entries the subtask has
   * @param written whether they are in the blob; a broadcast map need not be in every subtask's
   * @param digest of a broadcast map, to tell whether the subtasks' copies are the same; else 0
   */
  public record Part(OperatorStateSchema schema, long count, boolean written, long digest) {
    public Part {
      if (count < 0) {
        throw new IllegalArgumentException("No count of state '" + schema.name() + "': " + count);
      }
    }
  }

  /** The bytes of the blob. */
  public long totalBytes() {
    return blob == null ? 0 : blob.length();
  }

  /** The same as a store snapshot, for tools that walk entries. */
  public StoreSnapshot asStoreSnapshot() {
    List<BlobUse> blobs = blob == null ? List.of() : List.of(new BlobUse(blob, KEY_GROUP, 0, true));
    return new StoreSnapshot(
        "operator-state",
        StoreSnapshot.PORTABLE,
        PortableWriter.FORMAT_VERSION,
        KEY_GROUP,
        List.of(schema()),
        blobs);
  }

  /** The schema that the blob is written with. */
  StoreSchema schema() {
    return schemaOf(states);
  }

  /** Keys are the positions of chunks of elements. */
  static StoreSchema schemaOf(List<Part> states) {
    return new StoreSchema(
        Scalar.LONG, states.stream().map(part -> part.schema().inPortableFormat()).toList());
  }
}
