package io.tidemark.spi;

import org.jspecify.annotations.Nullable;

/** There is no blob of that name. */
public final class BlobNotFoundException extends StorageException {

  private static final long serialVersionUID = 1L;

  public BlobNotFoundException(String name, Object root, @Nullable Throwable cause) {
    super("There is no blob '" + name + "' under " + root, false, cause);
  }
}
