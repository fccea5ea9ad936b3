package io.tidemark.testkit.model;

import io.tidemark.spi.Timer;
import io.tidemark.state.TimeToLive;
import io.tidemark.testkit.ManualClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the model says that the job holds.
 *
 * @param contents of all states
 * @param timers of the one queue
 */
record JobState(Contents contents, Set<Timer<Long, Long>> timers) {

  /** The job's states: every kind, in namespaces or not, expiring in every way or not. */
  static final List<StateModel> STATES =
      List.of(
          new ValueModel("value", false, null),
          new ValueModel("value-in-windows", true, null),
          new ValueModel(
              "value-expiring", false, TimeToLive.onReadAndWrite(Duration.ofMinutes(50))),
          new ListModel("list", false, null),
          new ListModel("list-in-windows", true, null),
          new ListModel("list-expiring", false, TimeToLive.onWrite(Duration.ofMinutes(70))),
          new MapModel("map", false, null),
          new MapModel("map-in-windows", true, null),
          new MapModel("map-expiring", true, TimeToLive.onReadAndWrite(Duration.ofMinutes(60))),
          new FoldModel("reducing", false, false, null),
          new FoldModel(
              "reducing-expiring", false, true, TimeToLive.onCreate(Duration.ofMinutes(80))),
          new FoldModel("aggregating", true, false, null),
          new FoldModel("aggregating-in-windows", true, true, null));

  static JobState empty(ManualClock clock) {
    Map<String, TimeToLive> timesToLive = new HashMap<>();
    for (StateModel state : STATES) {
      TimeToLive timeToLive = state.timeToLive();
      if (timeToLive != null) {
        timesToLive.put(state.name(), timeToLive);
      }
    }
    return new JobState(new Contents(timesToLive, clock), TimerModel.none());
  }

  JobState copy() {
    return new JobState(contents.copy(), TimerModel.copy(timers));
  }
}
