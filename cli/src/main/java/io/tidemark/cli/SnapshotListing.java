package io.tidemark.cli;

import io.tidemark.TidemarkException;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.snapshot.repository.FoundSnapshot;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Collects what is to be said of snapshots, one row each. */
final class SnapshotListing {

  private final Listing listing =
      new Listing(
          "job",
          "id",
          "kind",
          "time",
          "duration",
          "size",
          "added",
          "condition",
          "manifest",
          "damage");
  private final boolean readsBlobs;
  private int damaged;
  private int count;

  /**
   * @param readsBlobs whether every byte is checked, or manifests only
   */
  SnapshotListing(boolean readsBlobs) {
    this.readsBlobs = readsBlobs;
  }

  void addAll(SnapshotRepository job) {
    SnapshotRoot.published(job).forEach(found -> add(job, found));
  }

  void add(SnapshotRepository job, FoundSnapshot found) {
    Optional<TidemarkException> damage = readsBlobs ? job.damageOf(found) : found.damage();
    count++;
    damaged += damage.isPresent() ? 1 : 0;
    String condition = damage.isPresent() ? "damaged" : readsBlobs ? "whole" : "not checked";
    Object why = damage.<Object>map(TidemarkException::getMessage).orElse(Listing.NONE);
    String manifestName = found.location().manifest();
    if (found.snapshot().isEmpty()) {
      String kind = manifestName.contains("/savepoints/") ? "savepoint" : "checkpoint";
      Object none = Listing.NONE;
      listing.row(
          job.job(), found.id(), kind, none, none, none, none, condition, manifestName, why);
      return;
    }
    StoredSnapshot snapshot = found.snapshot().get();
    SnapshotManifest manifest = snapshot.manifest();
    listing.row(
        job.job(),
        manifest.id(),
        manifest.kind().name().toLowerCase(Locale.ROOT),
        Instant.ofEpochMilli(manifest.completedMillis()),
        Duration.ofMillis(manifest.completedMillis() - manifest.startedMillis()),
        new Listing.Bytes(manifest.totalBytes()),
        new Listing.Bytes(manifest.addedBytes()),
        condition,
        manifestName,
        why);
  }

  int damaged() {
    return damaged;
  }

  int count() {
    return count;
  }

  Listing listing() {
    return listing;
  }
}
