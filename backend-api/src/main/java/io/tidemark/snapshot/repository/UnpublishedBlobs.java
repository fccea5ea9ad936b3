package io.tidemark.snapshot.repository;

import io.tidemark.spi.StorageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shared blobs that snapshots of an epoch wrote, as far as later ones may name them before a
 * manifest keeps them from collection: for half of their shelf life. Any thread may call.
 */
final class UnpublishedBlobs {

  private final String job;
  private final Map<String, Blob> blobs = new HashMap<>();

  UnpublishedBlobs(String job) {
    this.job = job;
  }

  private record Blob(Instant since, @Nullable Pack pack) {}

  /**
   * Remembers a blob.
   *
   * @param name what manifests call it
   * @param since when its snapshot began
   * @param pack if it is one that is still to be flushed
   */
  synchronized void written(String name, Instant since, @Nullable Pack pack) {
    blobs.putIfAbsent(name, new Blob(since, pack));
  }

  /**
   * Makes sure that a manifest may name these blobs, and returns those of them that are packs to be
   * flushed before.
   *
   * @throws StorageException if one may have been collected
   */
  synchronized List<Pack> admit(Collection<String> names, Instant oldest) {
    List<Pack> unflushed = new ArrayList<>();
    for (String name : names) {
      Blob blob = blobs.get(name);
      if (blob == null || blob.since().isBefore(oldest)) {
        throw new StorageException(
            "The snapshot builds on blob '"
                + name
                + "' of job '"
                + job
                + "', which no kept checkpoint names, so that it may have been collected: this"
                + " snapshot is declined, and the next one builds on another",
            false,
            null);
      }
      if (blob.pack() != null && !blob.pack().isFlushed()) {
        unflushed.add(blob.pack());
      }
    }
    return unflushed;
  }

  /**
   * Forgets blobs that are about to be deleted, though a snapshot may be pending that names them.
   */
  synchronized void forget(Collection<String> names) {
    blobs.keySet().removeAll(names);
  }

  /** Forgets what may not be named any more. */
  synchronized void forgetOlderThan(Instant oldest) {
    blobs.values().removeIf(blob -> blob.since().isBefore(oldest));
  }

  /** Forgets packs that were never flushed, for there is no snapshot left that could name them. */
  synchronized void forgetUnflushed() {
    blobs.values().removeIf(blob -> blob.pack() != null && !blob.pack().isFlushed());
  }
}
