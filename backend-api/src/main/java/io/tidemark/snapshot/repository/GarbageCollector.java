package io.tidemark.snapshot.repository;

import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StoredBlob;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Mark and sweep, from the manifests: mark what they name, list what is there and old enough, mark
 * again for what was published meanwhile, delete the rest. A manifest of the history is never
 * removed, whatever is wrong with it, and neither is anything in its folder; a late one, which is
 * not part of the history, is.
 */
final class GarbageCollector {

  private static final int DELETE_BATCH = 1000;

  private final SnapshotStorage storage;
  private final SnapshotLayout layout;
  private final SnapshotRepository repository;

  GarbageCollector(SnapshotStorage storage, SnapshotLayout layout, SnapshotRepository repository) {
    this.storage = storage;
    this.layout = layout;
    this.repository = repository;
  }

  /** What the published snapshots keep. */
  private record Marks(Set<String> names, Set<String> folders, List<String> unreadable) {
    boolean keeps(String name, SnapshotLayout layout) {
      return names.contains(name)
          || folders.stream().anyMatch(name::startsWith)
          || !unreadable.isEmpty() && name.startsWith(layout.jobFolder() + "shared/");
    }
  }

  CollectionReport collect(long olderThanMillis, boolean dryRun) {
    Marks before = mark();
    List<StoredBlob> candidates;
    try (Stream<StoredBlob> blobs = storage.list(layout.jobFolder())) {
      candidates =
          blobs
              .filter(blob -> blob.modifiedMillis() < olderThanMillis)
              .filter(blob -> !blob.name().startsWith(layout.epochs()))
              .filter(blob -> !before.keeps(blob.name(), layout))
              .toList();
    }
    Marks after = mark();
    List<StoredBlob> garbage =
        Stream.concat(
                candidates.stream().filter(blob -> !after.keeps(blob.name(), layout)),
                oldEpochs(olderThanMillis))
            .toList();
    if (!dryRun) {
      List<String> names = garbage.stream().map(StoredBlob::name).toList();
      for (int from = 0; from < names.size(); from += DELETE_BATCH) {
        storage.delete(names.subList(from, Math.min(names.size(), from + DELETE_BATCH)));
      }
    }
    return new CollectionReport(
        garbage,
        List.copyOf(storage.collectLeftovers(olderThanMillis, dryRun)),
        after.unreadable());
  }

  private Marks mark() {
    Set<String> names = new HashSet<>();
    Set<String> folders = new HashSet<>();
    List<String> unreadable =
        Stream.concat(repository.checkpoints().stream(), repository.savepoints().stream())
            .filter(
                found -> {
                  names.add(found.location().manifest());
                  found.snapshot().ifPresent(snapshot -> names.addAll(snapshot.blobNames()));
                  return found.damage().isPresent();
                })
            .map(found -> found.location().manifest())
            .toList();
    unreadable.forEach(
        manifest ->
            folders.add(
                manifest.substring(0, manifest.length() - SnapshotLayout.MANIFEST.length())));
    return new Marks(names, folders, unreadable);
  }

  /** All but the newest, which fences those before it. */
  private Stream<StoredBlob> oldEpochs(long olderThanMillis) {
    List<StoredBlob> epochs;
    try (Stream<StoredBlob> blobs = storage.list(layout.epochs())) {
      epochs = blobs.toList();
    }
    long newest =
        epochs.stream()
            .mapToLong(blob -> SnapshotLayout.numberAfter(layout.epochs(), blob.name()).orElse(0))
            .max()
            .orElse(0);
    return epochs.stream()
        .filter(blob -> blob.modifiedMillis() < olderThanMillis)
        .filter(
            blob -> SnapshotLayout.numberAfter(layout.epochs(), blob.name()).orElse(0) < newest);
  }
}
