package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.time.ProcessingTime;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RecurringTest {

  private static final long STEP = 10;

  private final TreeMap<Long, Runnable> alarms = new TreeMap<>();
  private final Queue<Runnable> posted = new ArrayDeque<>();
  private long now = 100;
  private int done;
  private final Recurring recurring =
      new Recurring(
          new ProcessingTime() {
            @Override
            public long millis() {
              return now;
            }

            @Override
            public Alarm at(long time, Runnable action) {
              alarms.put(time, action);
              return () -> alarms.remove(time);
            }
          },
          STEP,
          posted::add,
          () -> done++);

  @Test
  void action_isDoneOnTheThreadEachTimeAStepHasPassed() {
    recurring.start();
    for (int step = 1; step <= 3; step++) {
      now += STEP;
      alarms.remove(now).run();
      assertThat(done).as("before the thread comes to it").isEqualTo(step - 1);
      posted.remove().run();
      assertThat(done).isEqualTo(step);
    }
  }

  @Test
  void stop_callsTheNextStepOff() {
    recurring.stop();
    recurring.start();
    recurring.stop();

    assertThat(alarms).isEmpty();
  }
}
