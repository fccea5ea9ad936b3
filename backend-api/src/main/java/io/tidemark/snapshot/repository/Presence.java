package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StoredBlob;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the blobs that snapshots name are there and long enough, by a listing: cheap, and finds
 * what is missing or cut off, though not what is changed. Immutable.
 */
final class Presence {

  private final Map<String, Long> lengths;

  private Presence(Map<String, Long> lengths) {
    this.lengths = lengths;
  }

  /** Looks for the blobs of {@code snapshots} among those whose names begin with a prefix. */
  static Presence of(
      Collection<FoundSnapshot> snapshots, SnapshotStorage storage, Collection<String> prefixes) {
    Set<String> named = new HashSet<>();
    snapshots.forEach(
        found -> found.snapshot().ifPresent(there -> named.addAll(there.blobNames())));
    Map<String, Long> lengths = new HashMap<>();
    for (String prefix : prefixes) {
      if (named.stream().anyMatch(name -> name.startsWith(prefix))) {
        try (Stream<StoredBlob> blobs = storage.list(prefix)) {
          blobs
              .filter(blob -> named.contains(blob.name()))
              .forEach(blob -> lengths.put(blob.name(), blob.length()));
        }
      }
    }
    return new Presence(lengths);
  }

  /** The same snapshot, with the damage that this found, if it did. */
  FoundSnapshot checked(FoundSnapshot found) {
    if (found.damage().isPresent() || found.snapshot().isEmpty()) {
      return found;
    }
    for (BlobRef.Stored blob : found.snapshot().get().manifest().storedBlobs()) {
      String name = found.location().name(blob.name());
      Long length = lengths.get(name);
      long end = blob.offset() + blob.length();
      if (length == null) {
        return found.withDamage(
            new SnapshotCorruptException(name, blob.offset(), "the blob is missing"));
      }
      if (length < end) {
        return found.withDamage(
            new SnapshotCorruptException(
                name, length, "it ends here, and should have at least " + end + " bytes"));
      }
    }
    return found;
  }
}
