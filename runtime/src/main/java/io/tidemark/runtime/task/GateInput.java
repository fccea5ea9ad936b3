package io.tidemark.runtime.task;

import io.tidemark.runtime.channel.BarrierHandler;
import io.tidemark.runtime.channel.ChannelElement;
import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.channel.InputGate;
import io.tidemark.runtime.channel.RecordBatch;
import io.tidemark.runtime.operator.Operator;
import java.util.List;

/** The input of a subtask that others send to. */
final class GateInput implements TaskInput {

  private static final int REPLAY_BATCH = 256;

  private final InputGate gate;
  private final List<InputChannel> channels;
  private final BarrierHandler barriers;
  private final InFlightReplay replay;
  private final ChainLink head;
  private final SubtaskActivity activity;
  private final InputWatermarks watermarks;

  GateInput(
      InputGate gate,
      List<InputChannel> channels,
      BarrierHandler barriers,
      InFlightReplay replay,
      ChainLink head,
      SubtaskActivity activity,
      long restoredWatermark) {
    this.gate = gate;
    this.channels = channels;
    this.barriers = barriers;
    this.replay = replay;
    this.head = head;
    this.activity = activity;
    this.watermarks = new InputWatermarks(gate.channelCount(), restoredWatermark);
  }

  @Override
  public boolean step() {
    if (!replay.isDone()) {
      activity.received(replay.replay(REPLAY_BATCH, head.operator()::process));
      return true;
    }
    ChannelElement element = gate.poll();
    if (element == null) {
      return false;
    }
    int channel = gate.lastChannel();
    if (element instanceof RecordBatch batch) {
      watermarks.active(channel);
      barriers.passing(channel, batch);
      activity.received(batch.size());
      process(channels.get(channel).definition().input(), batch);
    } else if (element instanceof ChannelElement.Watermark watermark) {
      watermarks.advance(channel, watermark.timestamp());
    } else if (element instanceof ChannelElement.Barrier barrier) {
      barriers.reached(channel, barrier.checkpoint());
    } else {
      watermarks.idle(channel);
    }
    return true;
  }

  private void process(int input, RecordBatch batch) {
    Operator operator = head.operator();
    int size = batch.size();
    for (int i = 0; i < size; i++) {
      operator.process(input, batch.value(i), batch.timestamp(i), batch.keyGroup(i));
    }
  }

  @Override
  public boolean advanceEventTime() {
    return head.advance(watermarks.combined(), watermarks.isIdle());
  }

  @Override
  public void trigger(CheckpointBarrier barrier) {}
}
