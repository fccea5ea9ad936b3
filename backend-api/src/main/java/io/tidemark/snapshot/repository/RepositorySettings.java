package io.tidemark.snapshot.repository;

import io.tidemark.config.Configuration;
import io.tidemark.snapshot.CheckpointingOptions;
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
 */
public record RepositorySettings(
    InstantSource clock,
    Supplier<UUID> ids,
    Executor executor,
    int parallelism,
    int inlineThreshold) {

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
}
