package io.tidemark.runtime.channel;

import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;

/**
 * At-least-once: no channel ever waits, and the picture is taken when the last barrier was reached.
 * Records that came behind another channel's barrier are then in the picture, and come again after
 * a restore.
 */
public final class CountingBarriers implements BarrierHandler {

  private final InputGate gate;
  private final Listener listener;
  private final TreeMap<Long, BitSet> reached = new TreeMap<>();
  private final EndedCheckpoints ended = new EndedCheckpoints();

  public CountingBarriers(InputGate gate, Listener listener) {
    this.gate = gate;
    this.listener = listener;
  }

  @Override
  public void reached(int channel, CheckpointBarrier checkpoint) {
    if (ended.contains(checkpoint.id())) {
      return;
    }
    BitSet channels = reached.get(checkpoint.id());
    if (channels == null) {
      channels = new BitSet();
      reached.put(checkpoint.id(), channels);
      listener.align(checkpoint);
    }
    channels.set(channel);
    if (channels.cardinality() == gate.channelCount()) {
      done(checkpoint.id());
      listener.begin(checkpoint);
      listener.end(checkpoint, List.of());
    }
  }

  @Override
  public void aborted(long id) {
    ended.aborted(id);
    reached.remove(id);
  }

  private void done(long id) {
    ended.done(id);
    reached.headMap(id, true).clear();
  }
}
