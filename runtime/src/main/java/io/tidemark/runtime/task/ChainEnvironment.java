package io.tidemark.runtime.task;

import io.tidemark.runtime.connector.ReadsSplits;
import io.tidemark.runtime.time.ProcessingTime;
import org.jspecify.annotations.Nullable;

/** What the links of a chain share. */
interface ChainEnvironment {

  SubtaskId id();

  Attempt attempt();

  /** The clock whose alarms ring on the subtask's thread. */
  ProcessingTime time();

  /** Where event time was at the restored snapshot. */
  long restoredWatermark();

  /** Which splits the chain's records come from, if its source knows. */
  @Nullable ReadsSplits splits();

  /** Whether all outputs of the task have room. */
  boolean hasRoom();
}
