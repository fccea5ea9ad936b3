package io.tidemark.runtime.task;

import java.util.Arrays;
import java.util.BitSet;

/**
 * How far event time has come over all channels of a gate: the least of those that are not idle.
 */
final class InputWatermarks {

  private final long[] byChannel;
  private final BitSet idle = new BitSet();
  private long combined;

  /**
   * @param restored where event time was at the restored snapshot
   */
  InputWatermarks(int channels, long restored) {
    byChannel = new long[channels];
    Arrays.fill(byChannel, Long.MIN_VALUE);
    combined = restored;
  }

  void advance(int channel, long watermark) {
    idle.clear(channel);
    byChannel[channel] = Math.max(byChannel[channel], watermark);
    combine();
  }

  void idle(int channel) {
    idle.set(channel);
    combine();
  }

  /** A record came: the channel counts again. */
  void active(int channel) {
    if (idle.get(channel)) {
      idle.clear(channel);
    }
  }

  boolean isIdle() {
    return idle.cardinality() == byChannel.length;
  }

  /** Never goes back. */
  long combined() {
    return combined;
  }

  private void combine() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < byChannel.length; i++) {
      if (!idle.get(i)) {
        least = Math.min(least, byChannel[i]);
      }
    }
    if (!isIdle()) {
      combined = Math.max(combined, least);
    }
  }
}
