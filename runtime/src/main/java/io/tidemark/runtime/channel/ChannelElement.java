package io.tidemark.runtime.channel;

/** What travels through a channel. Immutable once it was sent. */
public sealed interface ChannelElement
    permits RecordBatch, ChannelElement.Watermark, ChannelElement.Idle, ChannelElement.Barrier {

  /**
   * No record with this timestamp or an earlier one follows; {@link Long#MAX_VALUE} when none
   * follows at all.
   */
  record Watermark(long timestamp) implements ChannelElement {}

  /** The channel has nothing to say about event time until its next record or watermark. */
  enum Idle implements ChannelElement {
    INSTANCE
  }

  /** Separates what belongs to a checkpoint from what comes after it. */
  record Barrier(CheckpointBarrier checkpoint) implements ChannelElement {}
}
