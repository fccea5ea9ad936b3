package io.tidemark.cli.place;

import io.tidemark.TidemarkException;
import io.tidemark.cli.process.CommandFailedException;
import io.tidemark.snapshot.entries.SnapshotContents;
import io.tidemark.snapshot.entries.SnapshotFormats;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotNotFoundException;
import java.util.function.Supplier;

/** A snapshot, and the repository in which it lies. */
public record NamedSnapshot(SnapshotRepository repository, StoredSnapshot snapshot) {

  /** What it holds. */
  public SnapshotContents contents(SnapshotFormats formats) {
    return new SnapshotContents(snapshot.manifest(), repository.source(snapshot), formats);
  }

  /**
   * Reads it. A job that runs may retire a checkpoint meanwhile, and then blobs are missing that
   * nobody damaged.
   *
   * @throws CommandFailedException if that happened
   */
  public <T> T whileThere(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (SnapshotCorruptException e) {
      requireThere(e);
      throw e;
    }
  }

  /**
   * Looks whether damage that was found is that.
   *
   * @throws CommandFailedException if the snapshot is gone
   */
  public void requireThere(TidemarkException found) {
    try {
      StoredSnapshot unused = repository.load(snapshot.location());
    } catch (SnapshotNotFoundException e) {
      throw new CommandFailedException(
          uri()
              + " was removed while it was read, as jobs do with their oldest checkpoints: name a"
              + " newer one, or take a savepoint",
          found);
    }
  }

  /** The URI of its manifest. */
  public String uri() {
    return snapshot.location().uriUnder(repository.storage().root());
  }
}
