package io.tidemark.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.tidemark.spi.StoreSnapshot;

/**
 * The byte form of a {@link StoreSnapshot}: JSON (docs/FORMAT.md), as a part of a manifest or by
 * itself, then with a checksum of its own.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class StoreSnapshotFormat {

  private StoreSnapshotFormat() {}

  /** Writes {@code snapshot} as one JSON object. */
  public static void write(StoreSnapshot snapshot, JsonGenerator out) {
    throw new IllegalStateException("Not here yet: " + snapshot + out);
  }

  /**
   * Reads one JSON object; {@code in} stands on its {@code START_OBJECT}, and afterwards on its
   * {@code END_OBJECT}.
   *
   * @param blob what errors call the bytes
   * @throws io.tidemark.spi.SnapshotCorruptException if it is not what was written
   * @throws io.tidemark.spi.SnapshotVersionException if it was written by a newer version
   */
  public static StoreSnapshot read(JsonParser in, String blob) {
    throw new IllegalStateException("Not here yet: " + in + blob);
  }

  /** The stand-alone form. */
  public static byte[] toBytes(StoreSnapshot snapshot) {
    throw new IllegalStateException("Not here yet: " + snapshot);
  }

  /**
   * Reads the stand-alone form.
   *
   * @param blob what errors call the bytes
   * @throws io.tidemark.spi.SnapshotCorruptException if they are not what was written
   * @throws io.tidemark.spi.SnapshotVersionException if they were written by a newer version
   */
  public static StoreSnapshot fromBytes(byte[] bytes, String blob) {
    throw new IllegalStateException("Not here yet: " + bytes.length + blob);
  }
}
