package io.tidemark.cli.snapshot;

import io.tidemark.TidemarkException;
import io.tidemark.cli.output.Listing;
import io.tidemark.cli.place.NamedSnapshot;
import io.tidemark.cli.process.ErrorReport;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.snapshot.repository.FoundSnapshot;
import io.tidemark.snapshot.repository.SnapshotLocation;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.snapshot.repository.VerifyReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Collects what is to be said of snapshots, one row each. */
public final class SnapshotListing {

  private final Listing listing =
      new Listing(
              "job",
              "id",
              "kind",
              "name",
              "time",
              "duration",
              "size",
              "added",
              "condition",
              "manifest",
              "damage")
          .scriptsOnly("manifest");
  private final Listing damages = new Listing("blob", "problem");
  private int damaged;
  private int count;

  /** Adds a job's snapshots as their manifests are, without having read their blobs. */
  void addUnchecked(SnapshotRepository job) {
    job.list().forEach(found -> add(job.job(), found, found.damage(), "not checked"));
  }

  /** Adds a job's snapshots, every byte of which was read. */
  public void add(SnapshotRepository job, VerifyReport report) {
    for (VerifyReport.Damage damage : report.damages()) {
      damages.row(damage.blob(), ErrorReport.sentence(damage.problem()));
    }
    for (FoundSnapshot found : job.list()) {
      Optional<TidemarkException> damage =
          damageOf(found.location().manifest(), report.damages()).or(found::damage);
      add(job.job(), found, damage, "whole");
    }
  }

  /** Adds one snapshot, every byte of which was read. */
  public void add(NamedSnapshot named, VerifyReport report) {
    for (VerifyReport.Damage damage : report.damages()) {
      damages.row(damage.blob(), ErrorReport.sentence(damage.problem()));
    }
    Optional<TidemarkException> damage =
        damageOf(named.snapshot().location().manifest(), report.damages());
    addReadable(named.snapshot(), damage, "whole");
  }

  private static Optional<TidemarkException> damageOf(
      String manifest, List<VerifyReport.Damage> damages) {
    return damages.stream()
        .filter(damage -> damage.manifests().contains(manifest))
        .map(VerifyReport.Damage::problem)
        .findFirst();
  }

  private void add(
      String job, FoundSnapshot found, Optional<TidemarkException> damage, String good) {
    String condition = found.late() ? "late" : good;
    if (found.snapshot().isPresent()) {
      addReadable(found.snapshot().get(), damage, condition);
      return;
    }
    String manifest = found.location().manifest();
    Object none = Listing.NONE;
    listing.row(
        job,
        found.id() == 0 ? none : found.id(),
        isSavepoint(found.location()) ? "savepoint" : "checkpoint",
        name(found.location()),
        none,
        none,
        none,
        none,
        condition(damage, condition),
        manifest,
        reason(damage));
  }

  private void addReadable(
      StoredSnapshot snapshot, Optional<TidemarkException> damage, String good) {
    SnapshotManifest manifest = snapshot.manifest();
    listing.row(
        manifest.job(),
        manifest.id(),
        manifest.kind().label(),
        name(snapshot.location()),
        Instant.ofEpochMilli(manifest.completedMillis()),
        Duration.ofMillis(manifest.completedMillis() - manifest.startedMillis()),
        new Listing.Bytes(manifest.totalBytes()),
        new Listing.Bytes(manifest.addedBytes()),
        condition(damage, good),
        snapshot.location().manifest(),
        reason(damage));
  }

  private static boolean isSavepoint(SnapshotLocation location) {
    return location.manifest().contains("/savepoints/");
  }

  /** Checkpoints have none but their id. */
  private static Object name(SnapshotLocation location) {
    return isSavepoint(location) ? location.folderName() : Listing.NONE;
  }

  private String condition(Optional<TidemarkException> damage, String good) {
    count++;
    damaged += damage.isPresent() ? 1 : 0;
    return damage.isPresent() ? "damaged" : good;
  }

  private static Object reason(Optional<TidemarkException> damage) {
    return damage.<Object>map(TidemarkException::getMessage).orElse(Listing.NONE);
  }

  /** How many of the snapshots are damaged. */
  public int damaged() {
    return damaged;
  }

  int count() {
    return count;
  }

  public Listing listing() {
    return listing;
  }

  /** Whatever is damaged, blob by blob, also what belongs to no snapshot. */
  Listing damages() {
    return damages;
  }
}
