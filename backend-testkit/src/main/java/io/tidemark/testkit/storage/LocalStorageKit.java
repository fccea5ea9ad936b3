package io.tidemark.testkit.storage;

import io.tidemark.testkit.ListedSkips;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The {@link SnapshotStorageKit} with the contracts of {@link io.tidemark.spi.SupportsLink} and
 * {@link io.tidemark.spi.SupportsLocalFiles} added, for storages that have both.
 */
@ExtendWith(ListedSkips.class)
public abstract class LocalStorageKit extends SnapshotStorageKit {

  /**
   * An empty directory outside of {@code root} whose files can be linked into it. Called once a
   * root.
   */
  protected abstract Path directoryBeside(URI root) throws Exception;

  @Override
  final boolean testsLocalFiles() {
    return true;
  }

  @Nested
  final class Links extends LinkContract {
    Links() {
      super(LocalStorageKit.this);
    }
  }
}
