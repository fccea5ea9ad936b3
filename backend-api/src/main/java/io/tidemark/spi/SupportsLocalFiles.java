package io.tidemark.spi;

import java.nio.file.Path;
import java.util.Optional;

/** A power of sources and storages whose blobs are files of this machine. */
public interface SupportsLocalFiles<B> {

  /**
   * The file that is exactly {@code blob}, to be linked or read, never changed. Empty where there
   * is none, or where the blob is only a part of a file.
   */
  Optional<Path> localFile(B blob);
}
