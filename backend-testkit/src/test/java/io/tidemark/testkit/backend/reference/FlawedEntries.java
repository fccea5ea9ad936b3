package io.tidemark.testkit.backend.reference;

import io.tidemark.snapshot.portable.PortableEntries;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.EntryVisitor;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.SnapshotEntries;
import io.tidemark.spi.StoreSnapshot;

/** Walks the portable format under another name, as wrongly as a test wants it. */
public final class FlawedEntries implements SnapshotEntries {

  static final String FORMAT = "flawed";

  /** How a walk goes wrong; {@code right} goes right. */
  @FunctionalInterface
  interface Flaw {
    void walk(
        SnapshotEntries right,
        StoreSnapshot snapshot,
        KeyGroupRange keyGroups,
        BlobSource source,
        EntryVisitor visitor);
  }

  static Flaw flaw = SnapshotEntries::walk;

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public void walk(
      StoreSnapshot snapshot, KeyGroupRange keyGroups, BlobSource source, EntryVisitor visitor) {
    flaw.walk(
        new PortableEntries(), named(snapshot, StoreSnapshot.PORTABLE), keyGroups, source, visitor);
  }

  static StoreSnapshot named(StoreSnapshot snapshot, String format) {
    return new StoreSnapshot(
        snapshot.backend(),
        format,
        snapshot.version(),
        snapshot.keyGroups(),
        snapshot.schemas(),
        snapshot.blobs());
  }
}
