package io.tidemark.cli.place;

import io.tidemark.snapshot.entries.SnapshotContents;
import io.tidemark.snapshot.entries.SnapshotFormats;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;

/** A snapshot, and the repository in which it lies. */
public record NamedSnapshot(SnapshotRepository repository, StoredSnapshot snapshot) {

  /** What it holds. */
  public SnapshotContents contents(SnapshotFormats formats) {
    return new SnapshotContents(snapshot.manifest(), repository.source(snapshot), formats);
  }

  /** The URI of its manifest. */
  public String uri() {
    return snapshot.location().uriUnder(repository.storage().root());
  }
}
