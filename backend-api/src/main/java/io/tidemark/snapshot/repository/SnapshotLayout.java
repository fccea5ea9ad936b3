package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobNames;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of a job's blobs (docs/FORMAT-MANIFEST.md). Immutable. */
final class SnapshotLayout {

  /** The last part of every manifest's name. */
  static final String MANIFEST = "manifest.json";

  /** How the name of a blob ends in which others are packed. */
  static final String PACK = ".pack";

  private static final String CHECKPOINTS = "checkpoints/";
  private static final String SAVEPOINTS = "savepoints/";
  private static final String SHARED = "shared/";
  private static final String EPOCHS = "epochs/";
  private static final String NOTE = "savepoint.json";

  private static final Pattern NAME =
      Pattern.compile(
          "checkpoints/(?<checkpoint>\\d{12})/(?<part>.+)"
              + "|savepoints/(?<savepoint>[^/]+)/(?<savepointPart>.+)"
              + "|epochs/(?<epoch>\\d{12})(?<start>\\.start)?"
              + "|(?<shared>shared/.+)");

  /** What nobody else has: other products keep folders of such names, too. */
  private static final Pattern SIGN =
      Pattern.compile(
          "checkpoints/\\d{12}/.+"
              + "|savepoints/[^/]+/manifest\\.json"
              + "|epochs/\\d{12}(\\.start)?"
              + "|shared/(?<first>[0-9a-f]{2})/\\k<first>[0-9a-f-]{34}(\\.pack)?");

  private final String job;

  /**
   * Makes the layout of a job.
   *
   * @throws IllegalArgumentException if {@code job} cannot be one segment of a blob's name
   */
  SnapshotLayout(String job) {
    this.job = requireSegment(job, "job");
  }

  /** What a blob is, by its name. */
  enum Kind {
    CHECKPOINT_MANIFEST,
    CHECKPOINT_PART,
    SAVEPOINT_NOTE,
    SAVEPOINT_MANIFEST,
    SAVEPOINT_PART,
    SHARED,
    EPOCH_CLAIM,
    EPOCH_DECISION,
    FOREIGN
  }

  /**
   * What a blob is, and whose.
   *
   * @param number the checkpoint's id or the epoch's number, else 0
   * @param savepoint the savepoint's name, else empty
   */
  record Place(Kind kind, long number, String savepoint) {}

  String job() {
    return job;
  }

  /** What the names of all the job's blobs begin with. */
  String root() {
    return job + "/";
  }

  String checkpoints() {
    return root() + CHECKPOINTS;
  }

  String savepoints() {
    return root() + SAVEPOINTS;
  }

  String shared() {
    return root() + SHARED;
  }

  String epochs() {
    return root() + EPOCHS;
  }

  SnapshotLocation checkpoint(long id) {
    return new SnapshotLocation(checkpointFolder(id) + MANIFEST, root());
  }

  /**
   * Where the savepoint of that name is.
   *
   * @throws IllegalArgumentException if {@code name} cannot be one segment of a blob's name
   */
  SnapshotLocation savepoint(String name) {
    String folder = savepoints() + requireSegment(name, "savepoint") + "/";
    return new SnapshotLocation(folder + MANIFEST, folder);
  }

  /** Where a savepoint goes for which nobody chose a name. */
  SnapshotLocation savepoint(long id) {
    return savepoint("savepoint-" + number(id));
  }

  String note(long id) {
    return checkpointFolder(id) + NOTE;
  }

  String claim(long epoch) {
    return epochs() + number(epoch);
  }

  String decision(long epoch) {
    return claim(epoch) + ".start";
  }

  /** What a checkpoint's manifest calls a new shared blob. */
  static String sharedBlob(UUID id) {
    String text = id.toString();
    return SHARED + text.substring(0, 2) + "/" + text;
  }

  /** Whether a checkpoint's manifest means a shared blob by {@code name}. */
  static boolean isShared(String name) {
    return name.startsWith(SHARED);
  }

  static boolean isPack(String name) {
    return name.endsWith(PACK);
  }

  private String checkpointFolder(long id) {
    return checkpoints() + number(id) + "/";
  }

  /** Ids and epochs are padded, so that their names stand in their order. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%012d", number);
  }

  /** Whether a blob shows that there is a job, whose name its name begins with. */
  static boolean isSignOfSomeJob(String blob) {
    return isSign(blob.substring(blob.indexOf('/') + 1));
  }

  /** Whether a blob of that name under a job's folder shows that it is one. */
  static boolean isSign(String nameInFolder) {
    return SIGN.matcher(nameInFolder).matches();
  }

  Place place(String blob) {
    Matcher name = NAME.matcher(blob.startsWith(root()) ? blob.substring(root().length()) : "");
    if (!name.matches()) {
      return new Place(Kind.FOREIGN, 0, "");
    }
    if (name.group("checkpoint") != null) {
      long id = Long.parseLong(name.group("checkpoint"));
      return new Place(
          switch (name.group("part")) {
            case MANIFEST -> Kind.CHECKPOINT_MANIFEST;
            case NOTE -> Kind.SAVEPOINT_NOTE;
            default -> Kind.CHECKPOINT_PART;
          },
          id,
          "");
    }
    if (name.group("savepoint") != null) {
      boolean manifest = name.group("savepointPart").equals(MANIFEST);
      return new Place(
          manifest ? Kind.SAVEPOINT_MANIFEST : Kind.SAVEPOINT_PART, 0, name.group("savepoint"));
    }
    if (name.group("epoch") != null) {
      boolean decision = name.group("start") != null;
      return new Place(
          decision ? Kind.EPOCH_DECISION : Kind.EPOCH_CLAIM,
          Long.parseLong(name.group("epoch")),
          "");
    }
    return new Place(Kind.SHARED, 0, "");
  }

  private static String requireSegment(String name, String what) {
    if (name.indexOf('/') >= 0) {
      throw new IllegalArgumentException("A " + what + "'s name has no slash: '" + name + "'");
    }
    return BlobNames.check(name);
  }
}
