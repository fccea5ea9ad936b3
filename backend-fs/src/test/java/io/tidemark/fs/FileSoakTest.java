package io.tidemark.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.snapshot.ManifestFormat;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.testkit.ManualClock;
import io.tidemark.testkit.repository.SnapshotSoakKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A manifest that is visible names only what survives the machine, from the first moment on. */
class FileSoakTest extends SnapshotSoakKit {

  @TempDir Path directory;

  private final AtomicInteger namedBlobs = new AtomicInteger();
  private final Map<Path, FollowedDisk> disks = new HashMap<>();

  @Override
  protected SnapshotStorage open(long seed) {
    Path root = directory.resolve("seed-" + seed);
    return new FileStorage(
        root,
        disks.computeIfAbsent(root, made -> new WatchedManifests()),
        new ManualClock(1),
        SyncThreads.start());
  }

  @AfterEach
  void manifestsWereLookedAt() {
    assertThat(namedBlobs).hasPositiveValue();
  }

  private final class WatchedManifests extends FollowedDisk {

    @Override
    void link(Path file, Path blob) throws IOException {
      if (blob.endsWith("manifest.json")) {
        SnapshotManifest manifest =
            ManifestFormat.fromBytes(Files.readAllBytes(file), blob.toString());
        manifest.storedBlobs().forEach(named -> requireSurvival(blob, named.name()));
      }
      super.link(file, blob);
    }

    /** What a fenced coordinator names may be deleted. */
    private void requireSurvival(Path manifest, String name) {
      Path folder = FolderTree.folderOf(manifest);
      Path job = folder.getParent().getParent();
      Path base = folder.getParent().endsWith("savepoints") ? folder : job;
      if (Files.exists(base.resolve(name))) {
        namedBlobs.incrementAndGet();
        assertThat(survives(base.resolve(name)))
            .as("%s, which %s names, survives the machine", name, manifest)
            .isTrue();
      }
    }
  }

  @Override
  protected int snapshots() {
    return 60;
  }
}
