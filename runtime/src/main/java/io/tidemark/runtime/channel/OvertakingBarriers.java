package io.tidemark.runtime.channel;

import io.tidemark.runtime.channel.ChannelElement.Barrier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Exactly-once without waiting: after a time of alignment (none, if the time-out is zero) a barrier
 * overtakes the records ahead of it, and those become part of the checkpoint.
 *
 * <p>A checkpoint goes through at most three steps. <b>Aligning</b>: as {@link AligningBarriers},
 * while the first barrier is younger than the time-out. <b>Overtaking</b>: the picture is taken at
 * once; in each channel whose barrier was not reached, the batches ahead of it are noted: those
 * that wait, and as long as the barrier itself has not been sent, those that {@linkplain #passing
 * pass}. <b>Done</b>, when every channel's barrier was seen. Savepoints and final checkpoints never
 * leave the first step. A channel in which a newer barrier is reached meanwhile waits until then:
 * what somebody asked for may come close behind.
 */
public final class OvertakingBarriers implements BarrierHandler {

  private final InputGate gate;
  private final Listener listener;
  private final long timeout;
  private final BitSet seen = new BitSet();
  private final List<InFlight> inFlight = new ArrayList<>();
  private @Nullable CheckpointBarrier current;
  private boolean overtaking;
  private final EndedCheckpoints ended = new EndedCheckpoints();

  /** Barriers of newer checkpoints that were reached while an older one is being overtaken. */
  private final Map<Integer, CheckpointBarrier> held = new TreeMap<>();

  private long newestLookedAt = Long.MIN_VALUE;
  private long nextLook = Long.MAX_VALUE;

  public OvertakingBarriers(InputGate gate, Listener listener, Duration timeout) {
    this.gate = gate;
    this.listener = listener;
    this.timeout = timeout.toMillis();
  }

  @Override
  public void reached(int channel, CheckpointBarrier checkpoint) {
    if (ended.contains(checkpoint.id())) {
      return;
    }
    if (overtaking && current != null && checkpoint.id() > current.id()) {
      held.put(channel, checkpoint);
      gate.block(channel);
      return;
    }
    if (current == null || checkpoint.id() > current.id()) {
      forget();
      current = checkpoint;
      listener.align(checkpoint);
      nextLook = checkpoint.isAlwaysAligned() ? Long.MAX_VALUE : checkpoint.timestamp() + timeout;
    }
    seen.set(channel);
    if (!overtaking) {
      gate.block(channel);
    }
    endIfAllSeen(checkpoint);
  }

  @Override
  public void passing(int channel, RecordBatch batch) {
    if (overtaking && !seen.get(channel)) {
      inFlight.add(new InFlight(channel, batch));
    }
  }

  @Override
  public void look(long now) {
    if (overtaking && current != null) {
      overtakeIn(current);
      return;
    }
    long newest = gate.newestBarrier();
    if (newest == newestLookedAt && now < nextLook) {
      return;
    }
    newestLookedAt = newest;
    CheckpointBarrier candidate = candidate();
    if (candidate == null || candidate.isAlwaysAligned()) {
      nextLook = Long.MAX_VALUE;
    } else if (now < candidate.timestamp() + timeout) {
      nextLook = candidate.timestamp() + timeout;
    } else {
      beginOvertaking(candidate);
    }
  }

  @Override
  public long nextLook() {
    return nextLook;
  }

  @Override
  public void aborted(long id) {
    ended.aborted(id);
    newestLookedAt = Long.MIN_VALUE;
    if (current != null && current.id() == id) {
      forget();
      reachHeld();
    }
  }

  /** The checkpoint that aligns, or else the oldest whose barrier waits somewhere. */
  private @Nullable CheckpointBarrier candidate() {
    if (current != null) {
      return current;
    }
    Barrier first = gate.firstBarrier(id -> !ended.contains(id));
    return first == null ? null : first.checkpoint();
  }

  private void beginOvertaking(CheckpointBarrier checkpoint) {
    current = checkpoint;
    overtaking = true;
    nextLook = Long.MAX_VALUE;
    gate.unblockAll();
    listener.begin(checkpoint);
    overtakeIn(checkpoint);
  }

  private void overtakeIn(CheckpointBarrier checkpoint) {
    for (int channel = 0; channel < gate.channelCount(); channel++) {
      if (!seen.get(channel)) {
        List<RecordBatch> ahead = gate.overtake(channel, checkpoint.id());
        if (ahead != null) {
          seen.set(channel);
          for (RecordBatch batch : ahead) {
            inFlight.add(new InFlight(channel, batch));
          }
        }
      }
    }
    endIfAllSeen(checkpoint);
  }

  private void endIfAllSeen(CheckpointBarrier checkpoint) {
    if (seen.cardinality() < gate.channelCount()) {
      return;
    }
    boolean begun = overtaking;
    List<InFlight> overtaken = List.copyOf(inFlight);
    ended.done(checkpoint.id());
    forget();
    if (!begun) {
      listener.begin(checkpoint);
    }
    listener.end(checkpoint, overtaken);
    reachHeld();
  }

  private void reachHeld() {
    Map<Integer, CheckpointBarrier> waiting = new TreeMap<>(held);
    held.clear();
    waiting.forEach(this::reached);
  }

  private void forget() {
    current = null;
    overtaking = false;
    seen.clear();
    inFlight.clear();
    nextLook = Long.MAX_VALUE;
    newestLookedAt = Long.MIN_VALUE;
    gate.unblockAll();
  }
}
