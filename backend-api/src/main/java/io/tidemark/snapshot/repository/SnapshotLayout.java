package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobNames;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;

/** Where things lie under a root (docs/FORMAT-MANIFEST.md). */
final class SnapshotLayout {

  static final String MANIFEST = "manifest.json";
  private static final String CHECKPOINTS = "checkpoints/";
  private static final String SAVEPOINTS = "savepoints/";
  private static final String SHARED = "shared/";
  private static final String EPOCHS = "epochs/";

  private final String job;

  SnapshotLayout(String job) {
    if (job.contains("/")) {
      throw new IllegalArgumentException("'" + job + "' is no name of a job: it contains a slash");
    }
    BlobNames.check(job);
    this.job = job + "/";
  }

  String jobFolder() {
    return job;
  }

  String checkpoints() {
    return job + CHECKPOINTS;
  }

  String savepoints() {
    return job + SAVEPOINTS;
  }

  String epochs() {
    return job + EPOCHS;
  }

  /** Ids and epochs are padded, so that their names stand in their order. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%012d", number);
  }

  String checkpointFolder(long id) {
    return checkpoints() + number(id) + "/";
  }

  String savepointFolder(String name) {
    return savepoints() + name + "/";
  }

  String epoch(long epoch) {
    return epochs() + number(epoch);
  }

  /** A fresh name for a shared blob, relative to the job's folder. */
  static String sharedName(UUID id) {
    String text = id.toString();
    return SHARED + text.substring(0, 2) + "/" + text;
  }

  /** The number that stands between {@code prefix} and the next slash, or the end. */
  static OptionalLong numberAfter(String prefix, String name) {
    if (!name.startsWith(prefix)) {
      return OptionalLong.empty();
    }
    int end = name.indexOf('/', prefix.length());
    String digits = name.substring(prefix.length(), end < 0 ? name.length() : end);
    return digits.matches("\\d{12,18}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }
}
