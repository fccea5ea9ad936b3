package io.tidemark.snapshot;

import io.tidemark.spi.BlobNames;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.KeyGroups;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one blob that makes a snapshot exist: everything else is found from it.
 *
 * <p>Blobs are named relative to a root that the manifest's place decides: a checkpoint's is the
 * folder of its job, any other's the folder in which the manifest lies.
 *
 * @param job the job's name
 * @param id the snapshot's id, which grows with every snapshot of the job
 * @param kind whose it is
 * @param epoch the coordinator that published it, 0 if it came from elsewhere
 * @param epochStart the id from which that coordinator began
 * @param startedMillis when it was triggered, since the epoch of time
 * @param completedMillis when it was published
 * @param maxParallelism how many key groups the job has
 * @param keyGroupRule by which rule keys fall into key groups
 * @param operators what each operator put into it
 * @param properties what else the engine wants to know of it
 */
public record SnapshotManifest(
    String job,
    long id,
    SnapshotKind kind,
    long epoch,
    long epochStart,
    long startedMillis,
    long completedMillis,
    int maxParallelism,
    String keyGroupRule,
    List<OperatorSnapshot> operators,
    Map<String, String> properties) {

  public SnapshotManifest {
    operators = List.copyOf(operators);
    properties = Map.copyOf(properties);
    require(id > 0, "no snapshot has the id " + id);
    require(epoch >= 0 && epochStart >= 0, "no epoch " + epoch + " begins from " + epochStart);
    require(startedMillis >= 0 && completedMillis >= startedMillis, "it ended before it began");
    require(
        maxParallelism > 0 && maxParallelism <= KeyGroups.MAX_MAX_PARALLELISM,
        "no job has " + maxParallelism + " key groups");
    Set<String> names = new HashSet<>();
    for (OperatorSnapshot operator : operators) {
      require(names.add(operator.name()), "operator '" + operator.name() + "' is there twice");
    }
    blobsOf(operators).forEach(SnapshotManifest::requireName);
  }

  /** The properties in the order of their names. */
  public TreeMap<String, String> sortedProperties() {
    return new TreeMap<>(properties);
  }

  /** The bytes of all state, what several subtasks share counted once. */
  public long totalBytes() {
    long inline =
        blobsOf(operators)
            .filter(BlobRef.Inline.class::isInstance)
            .mapToLong(BlobRef::length)
            .sum();
    return inline + storedBlobs().stream().mapToLong(BlobRef::length).sum();
  }

  /** The bytes that this snapshot wrote. */
  public long addedBytes() {
    return operators.stream()
        .flatMap(operator -> operator.subtasks().stream())
        .mapToLong(SubtaskSnapshot::addedBytes)
        .sum();
  }

  /** Gives every blob that the snapshot names, a shared one as often as it is named. */
  public void forEachBlob(Consumer<BlobRef> consumer) {
    blobsOf(operators).forEach(consumer);
  }

  /** The blobs outside of the manifest, each once. */
  public Set<BlobRef.Stored> storedBlobs() {
    return blobsOf(operators)
        .filter(BlobRef.Stored.class::isInstance)
        .map(BlobRef.Stored.class::cast)
        .collect(Collectors.toSet());
  }

  /** The same with other references to the same bytes. */
  public SnapshotManifest withBlobs(UnaryOperator<BlobRef> replacement) {
    return new SnapshotManifest(
        job,
        id,
        kind,
        epoch,
        epochStart,
        startedMillis,
        completedMillis,
        maxParallelism,
        keyGroupRule,
        operators.stream().map(operator -> operator.withBlobs(replacement)).toList(),
        properties);
  }

  /** The same in other hands: no epoch of theirs took it. */
  public SnapshotManifest adopted(String newJob, SnapshotKind newKind) {
    return new SnapshotManifest(
        newJob,
        id,
        newKind,
        0,
        0,
        startedMillis,
        completedMillis,
        maxParallelism,
        keyGroupRule,
        operators,
        properties);
  }

  private static Stream<BlobRef> blobsOf(List<OperatorSnapshot> operators) {
    return operators.stream()
        .flatMap(operator -> operator.subtasks().stream())
        .flatMap(SubtaskSnapshot::blobs);
  }

  private static void requireName(BlobRef blob) {
    if (blob instanceof BlobRef.Stored stored) {
      BlobNames.check(stored.name());
    }
  }

  private static void require(boolean holds, String fault) {
    if (!holds) {
      throw new IllegalArgumentException("This is no manifest: " + fault);
    }
  }
}
