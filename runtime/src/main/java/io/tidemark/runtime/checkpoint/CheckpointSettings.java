package io.tidemark.runtime.checkpoint;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When checkpoints are triggered and given up.
 *
 * @param interval how long from one periodic trigger to the next; empty for none
 * @param timeout after how long a checkpoint is given up
 * @param minPause how long at least from the end of one, however it ended, to the next paced
 *     trigger
 * @param maxConcurrent how many paced checkpoints may be pending
 * @param tolerableFailures how many checkpoints in a row may fail before the job fails over
 * @param bytesChanged how many bytes of changed state are a trigger of their own; empty for none
 */
public record CheckpointSettings(
    Optional<Duration> interval,
    Duration timeout,
    Duration minPause,
    int maxConcurrent,
    int tolerableFailures,
    OptionalLong bytesChanged) {}
