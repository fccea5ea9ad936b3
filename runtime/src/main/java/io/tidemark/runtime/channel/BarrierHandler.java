package io.tidemark.runtime.channel;

import java.util.List;

/**
 * Decides what barriers do at a subtask with inputs. Belongs to the subtask's thread.
 *
 * <p>Each checkpoint is {@linkplain Listener#begin begun} at most once and in ascending order of
 * ids, and {@linkplain Listener#end ended} at most once, after it was begun, when the barrier of
 * every channel was seen.
 */
public interface BarrierHandler {

  /** What becomes of barriers. */
  interface Listener {

    /** The first barrier was reached, and those of other channels are awaited. */
    default void align(CheckpointBarrier checkpoint) {}

    /** The subtask takes its picture now, and sends the barrier on. */
    void begin(CheckpointBarrier checkpoint);

    /**
     * All that belongs to the checkpoint was seen; {@code inFlight} was overtaken, in order within
     * each channel.
     */
    void end(CheckpointBarrier checkpoint, List<InFlight> inFlight);
  }

  /** A barrier was taken from the head of a channel. */
  void reached(int channel, CheckpointBarrier checkpoint);

  /** A batch was taken from the head of a channel and is about to be processed. */
  default void passing(int channel, RecordBatch batch) {}

  /** Barriers may have come nearer, or time gone by: looks whether one may overtake. */
  default void look(long now) {}

  /** When {@link #look} is to be called although nothing came; {@link Long#MAX_VALUE} for never. */
  default long nextLook() {
    return Long.MAX_VALUE;
  }

  /** The checkpoint will never be published: its barriers mean nothing any more. */
  void aborted(long id);
}
