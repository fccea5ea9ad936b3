package io.tidemark.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.task.SubtaskActivity.Wait;
import io.tidemark.runtime.task.SubtaskCounts.Status;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SubtaskActivityTest {

  private final SubtaskActivity activity = new SubtaskActivity();

  @Test
  void beginning_isRestoringWithNothingDone() {
    assertThat(activity.counts(5))
        .isEqualTo(new SubtaskCounts(Status.RESTORING, 0, 0, 0, 0, Long.MIN_VALUE));
  }

  @Test
  void counts_areWhatWasTold() {
    activity.running();
    activity.received(3);
    activity.received(4);
    activity.sent(2);
    activity.eventTime(17);
    activity.ended();

    assertThat(activity.counts(5)).isEqualTo(new SubtaskCounts(Status.ENDED, 7, 2, 0, 0, 17));
  }

  @Test
  void eventTime_neverGoesBack() {
    activity.eventTime(17);
    activity.eventTime(4);

    assertThat(activity.counts(0).watermark()).isEqualTo(17);
  }

  @Test
  void waits_areToldApartAndAddUp() {
    activity.waits(Wait.ROOM, 100);
    activity.goesOn(Wait.ROOM, 130);
    activity.waits(Wait.INPUT, 130);
    activity.goesOn(Wait.INPUT, 135);
    activity.waits(Wait.ROOM, 135);
    activity.goesOn(Wait.ROOM, 137);

    assertThat(activity.counts(1000).backPressuredMillis()).isEqualTo(32);
    assertThat(activity.counts(1000).idleMillis()).isEqualTo(5);
  }

  @Test
  void waitThatGoesOn_countsUntilNow() {
    activity.waits(Wait.ROOM, 100);
    assertThat(activity.counts(160).backPressuredMillis()).isEqualTo(60);
    activity.goesOn(Wait.ROOM, 170);
    assertThat(activity.counts(200).backPressuredMillis()).isEqualTo(70);
  }

  @Test
  void clockThatGoesBack_takesNothingAway() {
    activity.waits(Wait.INPUT, 100);
    assertThat(activity.counts(90).idleMillis()).isZero();
    activity.goesOn(Wait.INPUT, 80);
    assertThat(activity.counts(100).idleMillis()).isZero();
  }

  /** Two waits of 1000 each: a reader may never see more, or one that ended twice. */
  @Test
  void readBesideTheWriter_countsNoWaitTwice() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; i < 100_000; i++) {
                activity.waits(Wait.ROOM, 1000L * i);
                activity.goesOn(Wait.ROOM, 1000L * i + 1000);
              }
              done.set(true);
            });
    writer.start();
    long newest = 0;
    while (!done.get()) {
      long before = activity.counts(0).backPressuredMillis();
      long after = activity.counts(0).backPressuredMillis();
      assertThat(before).isGreaterThanOrEqualTo(newest);
      assertThat(after).isGreaterThanOrEqualTo(before);
      newest = after;
    }
    writer.join();
    assertThat(activity.counts(0).backPressuredMillis()).isEqualTo(100_000_000);
  }
}
