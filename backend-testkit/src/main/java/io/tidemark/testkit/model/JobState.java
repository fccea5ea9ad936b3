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
          new ValueModel("value", Space.PLAIN, null),
          new ValueModel("value-in-windows", Space.IN_WINDOWS, null),
          new ValueModel(
              "value-expiring", Space.PLAIN, TimeToLive.onReadAndWrite(Duration.ofMinutes(50))),
          new NumberModel<>("number", Space.MANY_KEYS, null, Numbered.LONGS),
          new NumberModel<>("number-perhaps", Space.MANY_KEYS, null, Numbered.PERHAPS_LONGS),
          new NumberModel<>("number-in-windows", Space.MANY_WINDOWS, null, Numbered.DOUBLES),
          new NumberModel<>("text-in-windows", Space.MANY_WINDOWS, null, Numbered.TEXTS),
          new ListModel<>("list", Space.PLAIN, null, Numbered.TEXTS, 3),
          new ListModel<>("list-in-windows", Space.IN_WINDOWS, null, Numbered.TEXTS, 90),
          new ListModel<>(
              "list-expiring",
              Space.IN_WINDOWS,
              TimeToLive.onWrite(Duration.ofMinutes(70)),
              Numbered.TEXTS,
              3),
          new ListModel<>("list-of-numbers", Space.IN_WINDOWS, null, Numbered.LONGS, 30),
          new MapModel<>("map", Space.PLAIN, null, Numbered.LONGS, Numbered.TEXTS, 8),
          new MapModel<>(
              "map-in-windows", Space.IN_WINDOWS, null, Numbered.TEXTS, Numbered.DOUBLES, 150),
          new MapModel<>(
              "map-expiring",
              Space.IN_WINDOWS,
              TimeToLive.onReadAndWrite(Duration.ofMinutes(60)),
              Numbered.LONGS,
              Numbered.LONGS,
              30),
          new MapModel<>(
              "map-of-numbers", Space.IN_WINDOWS, null, Numbered.INTS, Numbered.PERHAPS_LONGS, 40),
          new MapModel<>(
              "map-of-many-numbers", Space.PLAIN, null, Numbered.LONGS, Numbered.LONGS, 400),
          new FoldModel("reducing", false, Space.PLAIN, null),
          new FoldModel(
              "reducing-expiring",
              false,
              Space.IN_WINDOWS,
              TimeToLive.onCreate(Duration.ofMinutes(80))),
          new FoldModel("aggregating", true, Space.PLAIN, null),
          new FoldModel("aggregating-in-windows", true, Space.IN_WINDOWS, null));

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
