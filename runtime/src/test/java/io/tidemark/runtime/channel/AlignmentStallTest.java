package io.tidemark.runtime.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Alignment adds no stall beyond the slowest channel: a simulation with a clock of its own, in
 * which records and barriers come over some channels at random times, and the subtask needs no time
 * for any. The seed stands in the test's name.
 */
class AlignmentStallTest {

  private static final int CHECKPOINTS = 5;
  private static final int MOST_BETWEEN_BARRIERS = 6;
  private static final int LONGEST_GAP_MILLIS = 20;

  private final Waker waker = new Waker();
  private final List<Channel> channels = new ArrayList<>();
  private final List<Arrival> arrivals = new ArrayList<>();

  /** What was taken from a channel, by its place in {@link #arrivals}, and when. */
  private final Map<Integer, Long> processed = new TreeMap<>();

  private final Map<Long, Long> alignedAt = new TreeMap<>();
  private final Map<Long, Long> begunAt = new TreeMap<>();
  private long now;

  /**
   * An element that reaches the subtask.
   *
   * @param barrier the checkpoint's id, 0 for a record
   * @param after how many barriers came before it over its channel
   */
  private record Arrival(long millis, int channel, long barrier, int after) {}

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aligning_holdsAChannelNoLongerThanUntilTheSlowestBarrier(long seed) {
    schedule(new Random(seed));
    run();
    long[] slowest = new long[CHECKPOINTS + 1];
    long[] fastest = new long[CHECKPOINTS + 1];
    for (int checkpoint = 1; checkpoint <= CHECKPOINTS; checkpoint++) {
      long id = checkpoint;
      List<Long> reached =
          arrivals.stream().filter(one -> one.barrier() == id).map(Arrival::millis).toList();
      slowest[checkpoint] =
          Math.max(
              slowest[checkpoint - 1],
              reached.stream().mapToLong(Long::longValue).max().orElseThrow());
      fastest[checkpoint] =
          Math.max(
              slowest[checkpoint - 1],
              reached.stream().mapToLong(Long::longValue).min().orElseThrow());
      assertThat(alignedAt).as("alignment begins").containsEntry(id, fastest[checkpoint]);
      assertThat(begunAt).as("the picture is taken").containsEntry(id, slowest[checkpoint]);
    }
    for (int i = 0; i < arrivals.size(); i++) {
      Arrival record = arrivals.get(i);
      if (record.barrier() == 0) {
        assertThat(processed)
            .as("record %d, %s", i, record)
            .containsEntry(i, Math.max(record.millis(), slowest[record.after()]));
      }
    }
  }

  private void schedule(Random random) {
    int count = 2 + random.nextInt(4);
    for (int channel = 0; channel < count; channel++) {
      channels.add(new Channel(10_000, new Waker(), waker));
      long millis = 0;
      for (int barriers = 0; barriers <= CHECKPOINTS; barriers++) {
        for (int i = random.nextInt(MOST_BETWEEN_BARRIERS); i > 0; i--) {
          millis += random.nextInt(LONGEST_GAP_MILLIS);
          arrivals.add(new Arrival(millis, channel, 0, barriers));
        }
        if (barriers < CHECKPOINTS) {
          millis += random.nextInt(LONGEST_GAP_MILLIS);
          arrivals.add(new Arrival(millis, channel, barriers + 1, barriers));
        }
      }
    }
  }

  private void run() {
    InputGate gate = new InputGate(channels);
    BarrierHandler barriers = new AligningBarriers(gate, new Noted());
    long end = arrivals.stream().mapToLong(Arrival::millis).max().orElse(0);
    for (now = 0; now <= end; now++) {
      arrive();
      for (ChannelElement element = gate.poll(); element != null; element = gate.poll()) {
        if (element instanceof RecordBatch batch) {
          processed.put((Integer) batch.value(0), now);
        } else if (element instanceof ChannelElement.Barrier barrier) {
          barriers.reached(gate.lastChannel(), barrier.checkpoint());
        }
      }
    }
  }

  private void arrive() {
    for (int i = 0; i < arrivals.size(); i++) {
      Arrival arrival = arrivals.get(i);
      if (arrival.millis() != now) {
        continue;
      }
      Channel channel = channels.get(arrival.channel());
      if (arrival.barrier() > 0) {
        channel.send(
            new ChannelElement.Barrier(
                new CheckpointBarrier(arrival.barrier(), 0, CheckpointBarrier.Kind.CHECKPOINT)));
      } else {
        RecordBatch batch = new RecordBatch(1, false);
        batch.add(i, 0, 0);
        channel.send(batch);
      }
    }
  }

  private final class Noted implements BarrierHandler.Listener {
    @Override
    public void align(CheckpointBarrier checkpoint) {
      alignedAt.put(checkpoint.id(), now);
    }

    @Override
    public void begin(CheckpointBarrier checkpoint) {
      begunAt.put(checkpoint.id(), now);
    }

    @Override
    public void end(CheckpointBarrier checkpoint, List<InFlight> inFlight) {}
  }
}
