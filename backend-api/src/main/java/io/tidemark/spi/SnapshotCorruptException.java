package io.tidemark.spi;

import io.tidemark.TidemarkException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a snapshot are not what was written. Use another snapshot of the group; never this one.
 */
public final class SnapshotCorruptException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  private final String blob;
  private final long offset;

  /**
   * @param blob the damaged blob's name
   * @param offset where in it the damage was noticed
   * @param detail what was expected and what was found
   */
  public SnapshotCorruptException(
      String blob, long offset, String detail, @Nullable Throwable cause) {
    super("Snapshot blob '" + blob + "' is damaged at offset " + offset + ": " + detail, cause);
    this.blob = blob;
    this.offset = offset;
  }

  public SnapshotCorruptException(String blob, long offset, String detail) {
    this(blob, offset, detail, null);
  }

  /** An error for a checksum that does not fit. */
  public static SnapshotCorruptException checksum(
      String blob, long offset, int expected, int found) {
    return new SnapshotCorruptException(
        blob,
        offset,
        String.format(Locale.ROOT, "CRC-32C should be %08x, but is %08x", expected, found));
  }

  public String blob() {
    return blob;
  }

  public long offset() {
    return offset;
  }
}
