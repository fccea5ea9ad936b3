package io.tidemark.cli.place;

import io.tidemark.cli.process.CommandFailedException;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.snapshot.repository.SnapshotLocation;
import io.tidemark.snapshot.repository.SnapshotRepository;

/**
 * A savepoint that is there, though its manifest may be damaged.
 *
 * @param repository the job's whose it is
 */
public record SavepointPlace(SnapshotRepository repository, SnapshotLocation location) {

  /** How a URI may name one, for the help of commands. */
  public static final String NAMES = "ROOT/JOB/savepoints/NAME, or the manifest in it.";

  /**
   * The savepoint at {@code place}.
   *
   * @throws InvalidConfigurationException if a URI like that names none
   * @throws CommandFailedException if there is none
   */
  public static SavepointPlace of(SnapshotPlace place) {
    String job = place.job();
    SnapshotLocation location = place.location().orElse(null);
    if (job == null || location == null || !location.manifest().startsWith(job + "/savepoints/")) {
      throw new InvalidConfigurationException(
          "this names no savepoint: write ROOT/JOB/savepoints/NAME; checkpoints are deleted by"
              + " their job");
    }
    SavepointPlace savepoint = new SavepointPlace(place.root().job(job), location);
    if (savepoint.repository.savepoints().stream()
        .noneMatch(found -> found.location().equals(location))) {
      throw new CommandFailedException("there is no savepoint " + savepoint.uri(), null);
    }
    return savepoint;
  }

  public void delete() {
    repository.deleteSavepoint(location.folderName());
  }

  /** The URI of its manifest. */
  public String uri() {
    return location.uriUnder(repository.storage().root());
  }
}
