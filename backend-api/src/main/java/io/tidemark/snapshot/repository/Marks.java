package io.tidemark.snapshot.repository;

import io.tidemark.spi.StoredBlob;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What must stay, by the manifests that are there at one time. Of a snapshot whose manifest cannot
 * be read, everything stays that it may name: its folder, and all shared blobs that were there when
 * it was published.
 */
final class Marks {

  private final NamedBlobs named = new NamedBlobs();
  private final Set<String> unreadableFolders = new HashSet<>();
  private long sharedBefore = Long.MIN_VALUE;
  private final List<StoredBlob> doomed = new ArrayList<>();

  /**
   * Takes them.
   *
   * @param cutoff what is younger, in milliseconds since the epoch, is not doomed
   */
  static Marks of(Survey survey, List<FoundSnapshot> savepoints, long cutoff) {
    Marks marks = new Marks();
    long newest = newestInHistory(survey);
    for (FoundSnapshot checkpoint : survey.checkpoints().values()) {
      boolean passed =
          checkpoint.late()
              && checkpoint.id() < newest
              && checkpoint.blob().modifiedMillis() < cutoff;
      if (passed) {
        marks.doomed.add(checkpoint.blob());
      } else {
        marks.keep(checkpoint);
      }
    }
    savepoints.forEach(marks::keep);
    return marks;
  }

  /** The largest id of a readable checkpoint in the history, 0 if there is none. */
  static long newestInHistory(Survey survey) {
    return survey.inHistory().stream()
        .flatMap(found -> found.snapshot().stream())
        .mapToLong(StoredSnapshot::id)
        .max()
        .orElse(0);
  }

  /**
   * The manifests of late checkpoints whose ids nobody will use any more, since one with a higher
   * id is in the history.
   */
  List<StoredBlob> doomed() {
    return doomed;
  }

  /** The names of manifests that cannot be read. */
  List<String> unreadable() {
    return unreadableFolders.stream().map(folder -> folder + SnapshotLayout.MANIFEST).toList();
  }

  boolean keeps(StoredBlob blob, SnapshotLayout.Place place) {
    if (named.contains(blob.name())) {
      return true;
    }
    return place.kind() == SnapshotLayout.Kind.SHARED
        ? blob.modifiedMillis() <= sharedBefore
        : unreadableFolders.stream().anyMatch(blob.name()::startsWith);
  }

  private void keep(FoundSnapshot snapshot) {
    snapshot
        .snapshot()
        .ifPresentOrElse(
            named::add,
            () -> {
              unreadableFolders.add(snapshot.location().folder());
              if (!snapshot.location().isSelfContained()) {
                sharedBefore = Math.max(sharedBefore, snapshot.blob().modifiedMillis());
              }
            });
  }
}
