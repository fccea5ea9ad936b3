package io.tidemark.cli.place;

import io.tidemark.config.Configuration;
import io.tidemark.snapshot.repository.PendingSnapshot;
import io.tidemark.spi.KeyGroups;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Snapshots of job {@code counts} in a folder, and what commands open them with. */
public final class SnapshotsInAFolder implements AutoCloseable {

  private final StorageSession session =
      new StorageSession(Configuration.empty(), SnapshotsInAFolder.class.getClassLoader());
  private final Path folder;

  public SnapshotsInAFolder(Path folder) {
    this.folder = folder;
  }

  /** The URI of what lies there. */
  public URI uri(String place) {
    return URI.create(folder.toUri() + place);
  }

  StorageSession session() {
    return session;
  }

  /** Takes a checkpoint that holds nothing. */
  public NamedSnapshot take(String root) {
    SnapshotPlace place = session.open(uri(root));
    try (PendingSnapshot pending = place.root().job("counts").claim().beginCheckpoint()) {
      pending.publish(128, KeyGroups.RULE, List.of(), Map.of());
    }
    return place.snapshot();
  }

  @Override
  public void close() {
    session.close();
  }
}
