package io.tidemark.cli.place;

import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.snapshot.SnapshotKind;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a snapshot is to be written.
 *
 * @param repository the job's, under the target's root
 * @param savepoint the name of the savepoint that it becomes, empty if it keeps its place
 */
public record TargetPlace(SnapshotRepository repository, Optional<String> savepoint) {

  /** How a URI may name a target, for the help of commands. */
  public static final String NAMES = "A root, or ROOT/JOB/savepoints/NAME.";

  private static final Pattern PLACE =
      Pattern.compile(".*/(?<kind>checkpoints|savepoints)/(?<name>[^/]+)/manifest\\.json");

  /** Whether a snapshot that keeps its place is here. */
  public boolean isWhereItIs(NamedSnapshot original) {
    return savepoint.isEmpty()
        && repository.job().equals(original.repository().job())
        && repository.storage().root().equals(original.repository().storage().root());
  }

  /**
   * What {@code place}, opened as a target, means for {@code original}.
   *
   * @throws InvalidConfigurationException if it cannot go there
   */
  public static TargetPlace of(SnapshotPlace place, StoredSnapshot original) {
    String job = place.job();
    if (place.location().isEmpty()) {
      return new TargetPlace(
          place.root().job(job == null ? original.manifest().job() : job), Optional.empty());
    }
    Matcher parts = PLACE.matcher(place.location().get().manifest());
    if (job == null || !parts.matches()) {
      throw new InvalidConfigurationException(
          "there is a snapshot at the target itself; name a root, or ROOT/JOB/savepoints/NAME");
    }
    SnapshotRepository repository = place.root().job(job);
    if (parts.group("kind").equals("savepoints")) {
      return new TargetPlace(repository, Optional.of(parts.group("name")));
    }
    if (original.manifest().kind() != SnapshotKind.CHECKPOINT
        || original.id() != Long.parseLong(parts.group("name"))) {
      throw new InvalidConfigurationException(
          "a "
              + original.manifest().kind().label()
              + " with the id "
              + original.id()
              + " cannot become checkpoint "
              + parts.group("name")
              + ": name a root, or ROOT/JOB/savepoints/NAME");
    }
    return new TargetPlace(repository, Optional.empty());
  }
}
