package io.tidemark.runtime.channel;

import io.tidemark.runtime.channel.ChannelElement.Barrier;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The consuming end of all channels into a subtask. Takes from them in turn, so that none starves;
 * a blocked one is passed over.
 */
public final class InputGate {

  private final List<Channel> channels;
  private final BitSet blocked = new BitSet();
  private int current;

  public InputGate(List<Channel> channels) {
    this.channels = List.copyOf(channels);
  }

  public int channelCount() {
    return channels.size();
  }

  /** The next element of a channel that is not blocked, or null if there is none now. */
  public @Nullable ChannelElement poll() {
    int count = channels.size();
    for (int i = 0; i < count; i++) {
      current = current + 1 < count ? current + 1 : 0;
      if (!blocked.get(current)) {
        ChannelElement element = channels.get(current).poll();
        if (element != null) {
          return element;
        }
      }
    }
    return null;
  }

  /** The channel from which the last element came. */
  public int lastChannel() {
    return current;
  }

  void block(int channel) {
    blocked.set(channel);
  }

  void unblockAll() {
    blocked.clear();
  }

  /** The newest checkpoint of which any channel has seen the barrier. */
  long newestBarrier() {
    long newest = Long.MIN_VALUE;
    for (Channel channel : channels) {
      newest = Math.max(newest, channel.newestBarrier());
    }
    return newest;
  }

  /** The oldest barrier in any channel whose checkpoint's id is {@code wanted}, or null. */
  @Nullable Barrier firstBarrier(LongPredicate wanted) {
    Barrier first = null;
    for (Channel channel : channels) {
      Barrier barrier = channel.firstBarrier(wanted);
      if (barrier != null
          && (first == null || barrier.checkpoint().id() < first.checkpoint().id())) {
        first = barrier;
      }
    }
    return first;
  }

  /** As {@link Channel#overtake}. */
  @Nullable List<RecordBatch> overtake(int channel, long id) {
    return channels.get(channel).overtake(id);
  }
}
