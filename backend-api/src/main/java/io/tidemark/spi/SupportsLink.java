package io.tidemark.spi;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A power of sinks and storages that can take over a finished local file without copying it.
 *
 * @param <T> what names the target: a {@link BlobScope} for sinks, a blob's name for storages
 * @param <R> what linking gives
 */
public interface SupportsLink<T, R> {

  /**
   * Makes the bytes of {@code file} a blob, durable and visible like a committed one. The caller
   * never changes {@code file} again, but may delete it. Empty where it cannot be linked (another
   * file system, say): the caller then copies.
   *
   * <p>If {@code file} has another length than said, nothing becomes visible, and it is a {@link
   * SnapshotCorruptException}. The blob counts as new, however old the file is.
   *
   * @param checksum the CRC-32C of the file's bytes, which the caller has computed while writing
   *     them
   */
  Optional<R> link(T target, Path file, long length, int checksum);
}
