package io.tidemark.runtime.channel;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exactly-once by waiting: a channel whose barrier was reached is blocked until those of all others
 * were. No record behind a barrier is processed before the picture, none ahead of it after.
 */
public final class AligningBarriers implements BarrierHandler {

  private final InputGate gate;
  private final Listener listener;
  private final BitSet reached = new BitSet();
  private @Nullable CheckpointBarrier current;
  private final EndedCheckpoints ended = new EndedCheckpoints();

  public AligningBarriers(InputGate gate, Listener listener) {
    this.gate = gate;
    this.listener = listener;
  }

  @Override
  public void reached(int channel, CheckpointBarrier checkpoint) {
    if (ended.contains(checkpoint.id())) {
      return;
    }
    if (current == null || checkpoint.id() > current.id()) {
      forget();
      current = checkpoint;
      listener.align(checkpoint);
    }
    reached.set(channel);
    gate.block(channel);
    if (reached.cardinality() == gate.channelCount()) {
      ended.done(checkpoint.id());
      forget();
      listener.begin(checkpoint);
      listener.end(checkpoint, List.of());
    }
  }

  @Override
  public void aborted(long id) {
    ended.aborted(id);
    if (current != null && current.id() == id) {
      forget();
    }
  }

  private void forget() {
    current = null;
    reached.clear();
    gate.unblockAll();
  }
}
