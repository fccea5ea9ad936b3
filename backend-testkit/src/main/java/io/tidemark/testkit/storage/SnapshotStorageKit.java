package io.tidemark.testkit.storage;

import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.testkit.ListedSkips;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract of snapshot storages as tests: every obligation of {@link
 * io.tidemark.spi.SnapshotStorageFactory}, {@link io.tidemark.spi.SnapshotStorage}, {@link
 * io.tidemark.spi.BlobWriter} and {@link io.tidemark.spi.BlobReader} has one that fails when it is
 * broken. A storage's module runs it by one class:
 *
 * <pre>{@code
 * class MemoryStorageKitTest extends SnapshotStorageKit {
 *   @Override
 *   protected SnapshotStorageFactory factory() {
 *     return new MemoryStorageFactory();
 *   }
 *
 *   @Override
 *   protected URI freshRoot() {
 *     return URI.create("memory:kit-" + next++);
 *   }
 * }
 * }</pre>
 *
 * <p>The kit opens a root several times over, as several processes would. After each test it closes
 * what it opened and looks for what was left behind. A test that does not apply is listed with
 * {@link io.tidemark.testkit.SkipKitTest}. A storage that has a power of local files ({@link
 * io.tidemark.spi.SupportsLink}, {@link io.tidemark.spi.SupportsLocalFiles}) runs the {@link
 * LocalStorageKit} instead.
 */
@ExtendWith(ListedSkips.class)
public abstract class SnapshotStorageKit {

  /** The factory of the storage under test, as {@link java.util.ServiceLoader} finds it. */
  protected abstract SnapshotStorageFactory factory();

  /** A root with nothing under it, which no earlier call has given. */
  protected abstract URI freshRoot() throws Exception;

  /** What the job's configuration says. Nothing, unless overridden. */
  protected Map<String, String> configuration() {
    return Map.of();
  }

  /**
   * What lies under the root and is no blob, found by looking past the storage: temporary files,
   * unfinished uploads, folders without blobs. It is to be empty once every writer is closed.
   * Empty, unless overridden.
   */
  protected Collection<String> residue(URI root) throws Exception {
    return List.of();
  }

  /**
   * Whether a blob under {@code root} would be found again if the machine lost its power now. Told
   * by a storage's module that follows what the medium was asked to keep; true, unless overridden.
   */
  protected boolean survivesTheMachine(URI root, String name) {
    return true;
  }

  /** Called when a test is done with a root. Does nothing, unless overridden. */
  protected void discard(URI root) throws Exception {}

  /**
   * How many blobs make a long list: 10,000, unless overridden because each takes long to write.
   */
  protected int manyBlobs() {
    return 10_000;
  }

  /** How many times many race for one name: 40, unless overridden because a race takes long. */
  protected int races() {
    return 40;
  }

  /** Whether this kit tests the powers of local files. */
  boolean testsLocalFiles() {
    return false;
  }

  @Nested
  final class Opening extends OpeningContract {
    Opening() {
      super(SnapshotStorageKit.this);
    }
  }

  @Nested
  final class Names extends NameContract {
    Names() {
      super(SnapshotStorageKit.this);
    }
  }

  @Nested
  final class Writing extends WriteContract {
    Writing() {
      super(SnapshotStorageKit.this);
    }
  }

  @Nested
  final class Reading extends ReadContract {
    Reading() {
      super(SnapshotStorageKit.this);
    }
  }

  @Nested
  final class Creating extends CreateContract {
    Creating() {
      super(SnapshotStorageKit.this);
    }
  }

  @Nested
  final class Listing extends ListContract {
    Listing() {
      super(SnapshotStorageKit.this);
    }
  }

  @Nested
  final class Deleting extends DeleteContract {
    Deleting() {
      super(SnapshotStorageKit.this);
    }
  }

  @Nested
  final class Leftovers extends LeftoverContract {
    Leftovers() {
      super(SnapshotStorageKit.this);
    }
  }

  @Nested
  final class Closing extends CloseContract {
    Closing() {
      super(SnapshotStorageKit.this);
    }
  }
}
