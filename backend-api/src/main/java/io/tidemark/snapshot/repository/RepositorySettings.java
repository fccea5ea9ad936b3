package io.tidemark.snapshot.repository;

import io.tidemark.config.Configuration;
import io.tidemark.snapshot.CheckpointingOptions;
import io.tidemark.spi.ParallelWork;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What a repository works with.
 *
 * @param clock the time in manifests, and for grace periods
 * @param ids makes names that nobody else makes
 * @param executor helps with reading and copying many blobs; never needed for progress
 * @param parallelism how many blobs are read or copied at a time
 * @param inlineThreshold up to how many bytes an exclusive blob travels in the manifest
 * @param shelfLife how long a blob that no manifest names is safe from collection: at least twice
 *     the longest time that a snapshot may take. A snapshot that would name one which has lain for
 *     more than half of it is declined; the other half is for the publishing itself
 */
public record RepositorySettings(
    InstantSource clock,
    Supplier<UUID> ids,
    Executor executor,
    int parallelism,
    int inlineThreshold,
    Duration shelfLife) {

  /** The shelf life unless it is said otherwise. */
  public static final Duration DEFAULT_SHELF_LIFE = Duration.ofHours(1);

  public RepositorySettings {
    if (inlineThreshold < 0 || inlineThreshold > PendingBlobs.PACKED || shelfLife.isNegative()) {
      throw new IllegalArgumentException(
          "Blobs of up to 0 to "
              + PendingBlobs.PACKED
              + " bytes can be inline, and lie for some time: "
              + inlineThreshold
              + ", "
              + shelfLife);
    }
  }

  /** The same with the default shelf life. */
  public RepositorySettings(
      InstantSource clock,
      Supplier<UUID> ids,
      Executor executor,
      int parallelism,
      int inlineThreshold) {
    this(clock, ids, executor, parallelism, inlineThreshold, DEFAULT_SHELF_LIFE);
  }

  /** What {@code configuration} says, with the rest as given. */
  public static RepositorySettings of(
      Configuration configuration,
      InstantSource clock,
      Supplier<UUID> ids,
      Executor executor,
      int parallelism) {
    return new RepositorySettings(
        clock,
        ids,
        executor,
        parallelism,
        (int) configuration.get(CheckpointingOptions.INLINE_THRESHOLD).bytes());
  }

  /** The same with another shelf life. */
  public RepositorySettings withShelfLife(Duration newShelfLife) {
    return new RepositorySettings(clock, ids, executor, parallelism, inlineThreshold, newShelfLife);
  }

  ParallelWork work() {
    return new ParallelWork(executor, parallelism);
  }

  /** A snapshot that began before may name blobs that are not safe from collection any longer. */
  Instant oldestSafe() {
    return clock.instant().minus(shelfLife.dividedBy(2));
  }
}
