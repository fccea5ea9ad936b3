package io.tidemark.runtime.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarriersTest {

  private final Waker waker = new Waker();
  private final Channel left = new Channel(4, new Waker(), waker);
  private final Channel right = new Channel(4, new Waker(), waker);
  private final InputGate gate = new InputGate(List.of(left, right));
  private final Recorded listener = new Recorded();
  private final List<Object> processed = new ArrayList<>();

  @Test
  void aligning_processesNothingBehindABarrierBeforeTheOtherIsReached() {
    BarrierHandler barriers = new AligningBarriers(gate, listener);
    send(left, "l1", barrier(1), "l2");
    send(right, "r1");
    drain(barriers);
    assertThat(processed).containsExactlyInAnyOrder("l1", "r1");
    assertThat(listener.begun).isEmpty();
    send(right, "r2", barrier(1), "r3");
    drain(barriers);
    assertThat(listener.processedAtBegin).containsExactlyInAnyOrder("l1", "r1", "r2");
    assertThat(processed).contains("l2", "r3");
  }

  @Test
  void aligning_anAbortedCheckpoint_freesItsChannels() {
    BarrierHandler barriers = new AligningBarriers(gate, listener);
    send(left, barrier(1), "l1");
    drain(barriers);
    assertThat(processed).isEmpty();
    barriers.aborted(1);
    drain(barriers);
    assertThat(processed).containsExactly("l1");
    send(right, barrier(1), "r1");
    drain(barriers);
    assertThat(listener.begun).isEmpty();
    assertThat(processed).containsExactly("l1", "r1");
  }

  @Test
  void aligning_aNewerBarrier_givesUpTheOlder() {
    BarrierHandler barriers = new AligningBarriers(gate, listener);
    send(left, barrier(1));
    drain(barriers);
    send(right, barrier(2));
    drain(barriers);
    send(left, barrier(2));
    drain(barriers);
    assertThat(listener.begun).containsExactly(2L);
  }

  @Test
  void overtaking_aSavepointCloseBehind_waitsUntilTheOlderHasEnded() {
    BarrierHandler barriers = new OvertakingBarriers(gate, listener, Duration.ZERO);
    send(left, barrier(1), "l1", savepoint(2), "l2");
    barriers.look(0);
    drain(barriers);
    assertThat(processed).containsExactly("l1");
    assertThat(listener.begun).containsExactly(1L);
    send(right, "r1", barrier(1), savepoint(2), "r2");
    barriers.look(0);
    assertThat(listener.ended).containsExactly(1L);
    drain(barriers);
    assertThat(listener.ended).containsExactly(1L, 2L);
    assertThat(processed).containsExactlyInAnyOrder("l1", "l2", "r1", "r2");
  }

  @Test
  void anAbortedCheckpoint_doesNotEndAnOlderOneThatIsStillUnderWay() {
    for (BarrierHandler barriers :
        List.of(
            new AligningBarriers(gate, listener),
            new OvertakingBarriers(gate, listener, Duration.ZERO))) {
      listener.ended.clear();
      send(left, savepoint(1));
      drain(barriers);
      barriers.aborted(2);
      send(right, savepoint(1), barrier(2));
      send(left, barrier(2));
      barriers.look(0);
      drain(barriers);
      assertThat(listener.ended).containsExactly(1L);
    }
  }

  @Test
  void overtaking_behindAnAbortedBarrier_theNextOneOvertakesAsWell() {
    BarrierHandler barriers = new OvertakingBarriers(gate, listener, Duration.ZERO);
    barriers.aborted(1);
    send(left, "l1", barrier(1), "l2", barrier(2));
    barriers.look(0);
    assertThat(listener.begun).containsExactly(2L);
  }

  @Test
  void overtaking_makesRoomForASenderThatWaits() throws Exception {
    Waker sender = new Waker();
    Channel full = new Channel(2, sender, waker);
    send(full, "1", barrier(1));
    assertThat(full.hasRoom()).isFalse();
    full.overtake(1);
    sender.await();
    assertThat(full.hasRoom()).isTrue();
  }

  @Test
  void counting_neverHoldsAChannelBack() {
    BarrierHandler barriers = new CountingBarriers(gate, listener);
    send(left, barrier(1), "l1");
    drain(barriers);
    assertThat(processed).containsExactly("l1");
    assertThat(listener.begun).isEmpty();
    send(right, barrier(1));
    drain(barriers);
    assertThat(listener.begun).containsExactly(1L);
  }

  @Test
  void overtaking_beginsAtOnce_andKeepsWhatWasOvertaken() {
    BarrierHandler barriers = new OvertakingBarriers(gate, listener, Duration.ZERO);
    send(left, "l1", "l2", barrier(1), "l3");
    send(right, "r1");
    barriers.look(0);
    assertThat(listener.begun).containsExactly(1L);
    assertThat(listener.ended).isEmpty();
    send(right, "r2");
    drain(barriers);
    send(right, barrier(1), "r3");
    barriers.look(0);
    assertThat(listener.ended).containsExactly(1L);
    assertThat(listener.inFlight).containsExactlyInAnyOrder("l1", "l2", "r1", "r2");
    drain(barriers);
    assertThat(processed).containsExactlyInAnyOrder("l1", "l2", "l3", "r1", "r2", "r3");
  }

  @Test
  void overtaking_alignsUntilTheTimeoutAndOvertakesThen() {
    BarrierHandler barriers = new OvertakingBarriers(gate, listener, Duration.ofMillis(50));
    send(left, barrier(1), "l1");
    send(right, "r1");
    barriers.look(10);
    drain(barriers);
    assertThat(processed).containsExactly("r1");
    assertThat(barriers.nextLook()).isEqualTo(50);
    send(right, "r2", barrier(1));
    barriers.look(50);
    assertThat(listener.begun).containsExactly(1L);
    assertThat(listener.ended).containsExactly(1L);
    assertThat(listener.inFlight).containsExactly("r2");
  }

  @Test
  void overtaking_withinTheTimeout_hasNothingInFlight() {
    BarrierHandler barriers = new OvertakingBarriers(gate, listener, Duration.ofMillis(50));
    send(left, "l1", barrier(1));
    send(right, "r1", barrier(1));
    barriers.look(10);
    drain(barriers);
    assertThat(listener.ended).containsExactly(1L);
    assertThat(listener.inFlight).isEmpty();
  }

  @Test
  void overtaking_neverOvertakesForASavepoint() {
    BarrierHandler barriers = new OvertakingBarriers(gate, listener, Duration.ZERO);
    left.send(
        new ChannelElement.Barrier(new CheckpointBarrier(1, 0, CheckpointBarrier.Kind.SAVEPOINT)));
    send(right, "r1");
    barriers.look(1000);
    assertThat(listener.begun).isEmpty();
  }

  @Test
  void overtaking_afterAnAbort_theNextCheckpointBehindAStaleBarrierIsFound() {
    BarrierHandler barriers = new OvertakingBarriers(gate, listener, Duration.ZERO);
    barriers.aborted(1);
    send(left, barrier(1), "l1", barrier(2));
    send(right, barrier(2));
    barriers.look(0);
    drainLooking(barriers);
    assertThat(listener.ended).containsExactly(2L);
  }

  private void drainLooking(BarrierHandler barriers) {
    for (ChannelElement element = gate.poll(); element != null; element = gate.poll()) {
      handle(barriers, element);
      barriers.look(0);
    }
  }

  private void drain(BarrierHandler barriers) {
    for (ChannelElement element = gate.poll(); element != null; element = gate.poll()) {
      handle(barriers, element);
    }
  }

  private void handle(BarrierHandler barriers, ChannelElement element) {
    int channel = gate.lastChannel();
    if (element instanceof RecordBatch batch) {
      barriers.passing(channel, batch);
      for (int i = 0; i < batch.size(); i++) {
        processed.add(batch.value(i));
      }
    } else if (element instanceof ChannelElement.Barrier barrier) {
      barriers.reached(channel, barrier.checkpoint());
    }
  }

  private static ChannelElement barrier(long id) {
    return new ChannelElement.Barrier(
        new CheckpointBarrier(id, 0, CheckpointBarrier.Kind.CHECKPOINT));
  }

  private static ChannelElement savepoint(long id) {
    return new ChannelElement.Barrier(
        new CheckpointBarrier(id, 0, CheckpointBarrier.Kind.SAVEPOINT));
  }

  private static void send(Channel channel, Object... elements) {
    for (Object element : elements) {
      if (element instanceof ChannelElement control) {
        channel.send(control);
      } else {
        RecordBatch batch = new RecordBatch(1, false);
        batch.add(element, 0, 0);
        channel.send(batch);
      }
    }
  }

  private final class Recorded implements BarrierHandler.Listener {
    private final List<Long> begun = new ArrayList<>();
    private final List<Long> ended = new ArrayList<>();
    private final List<Object> inFlight = new ArrayList<>();
    private List<Object> processedAtBegin = List.of();

    @Override
    public void begin(CheckpointBarrier checkpoint) {
      begun.add(checkpoint.id());
      processedAtBegin = List.copyOf(processed);
    }

    @Override
    public void end(CheckpointBarrier checkpoint, List<InFlight> overtaken) {
      ended.add(checkpoint.id());
      for (InFlight one : overtaken) {
        for (int i = 0; i < one.batch().size(); i++) {
          inFlight.add(one.batch().value(i));
        }
      }
    }
  }
}
