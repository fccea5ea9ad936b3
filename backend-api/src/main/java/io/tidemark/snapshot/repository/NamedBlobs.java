package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobRef;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The blobs of a storage that snapshots name, and which name them. Belongs to one thread. */
final class NamedBlobs {

  private final Map<String, Named> blobs = new TreeMap<>();

  /**
   * One blob.
   *
   * @param name its name in the storage
   * @param parts what of it is named
   * @param manifests the names of the manifests that name it
   */
  record Named(String name, Set<BlobRef.Stored> parts, Set<String> manifests) {

    /** How many bytes it has at least. */
    long length() {
      return parts.stream().mapToLong(part -> part.offset() + part.length()).max().orElse(0);
    }
  }

  static NamedBlobs of(Collection<StoredSnapshot> snapshots) {
    NamedBlobs named = new NamedBlobs();
    snapshots.forEach(named::add);
    return named;
  }

  void add(StoredSnapshot snapshot) {
    SnapshotLocation location = snapshot.location();
    for (BlobRef.Stored part : snapshot.manifest().storedBlobs()) {
      String name = location.name(part.name());
      Named blob =
          blobs.computeIfAbsent(
              name, key -> new Named(key, new HashSet<>(), new LinkedHashSet<>()));
      blob.parts().add(part);
      blob.manifests().add(location.manifest());
    }
  }

  boolean contains(String name) {
    return blobs.containsKey(name);
  }

  /** All of them, in the order of their names. */
  List<Named> all() {
    return List.copyOf(blobs.values());
  }

  /** The bytes of all, as far as they are named. */
  long length() {
    return blobs.values().stream().mapToLong(Named::length).sum();
  }
}
