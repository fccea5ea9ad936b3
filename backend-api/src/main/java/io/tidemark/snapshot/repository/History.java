package io.tidemark.snapshot.repository;

import io.tidemark.snapshot.SnapshotManifest;
import java.util.List;

/** Which manifests are part of a job's history. */
final class History {

  private History() {}

  /** Without those that an older epoch made at or beyond the id from which a newer one began. */
  static List<FoundSnapshot> of(List<FoundSnapshot> found) {
    return found.stream().filter(one -> !isLate(one, found)).toList();
  }

  static boolean isLate(FoundSnapshot one, List<FoundSnapshot> all) {
    return one.snapshot().map(snapshot -> isLate(snapshot.manifest(), all)).orElse(false);
  }

  private static boolean isLate(SnapshotManifest manifest, List<FoundSnapshot> all) {
    return all.stream()
        .flatMap(other -> other.snapshot().stream())
        .map(StoredSnapshot::manifest)
        .anyMatch(newer -> newer.epoch() > manifest.epoch() && newer.epochStart() <= manifest.id());
  }
}
