package io.tidemark.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.checkpoint.CheckpointRequest.Trigger;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskSnapshot;
import io.tidemark.spi.FencedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random schedules of everything that can happen to a coordinator. One of them again: {@code mvn
 * -pl runtime -am test -Dtest=CoordinatorSimulationTest -Dtidemark.seed=N
 * -Dsurefire.failIfNoSpecifiedTests=false}
 */
class CoordinatorSimulationTest {

  private static final int SCHEDULES = 300;
  private static final int STEPS = 400;
  private static final List<CheckpointBarrier.Kind> ENDING =
      List.of(
          CheckpointBarrier.Kind.FINAL,
          CheckpointBarrier.Kind.SAVEPOINT_AND_STOP,
          CheckpointBarrier.Kind.SAVEPOINT_AND_DRAIN);

  static List<Long> seeds() {
    String chosen = System.getProperty("tidemark.seed");
    if (chosen != null) {
      return List.of(Long.parseLong(chosen));
    }
    List<Long> seeds = new ArrayList<>();
    for (long seed = 0; seed < SCHEDULES; seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  @ParameterizedTest(name = "-Dtidemark.seed={0}")
  @MethodSource("seeds")
  void anySchedule_endsEveryCheckpointOnce_andKeepsItsBounds(long seed) {
    Simulation simulation = new Simulation(new Random(seed));
    for (int step = 0; step < STEPS; step++) {
      simulation.step();
      simulation.check();
    }
    simulation.end();
    simulation.check();
  }

  private static final class Simulation implements CheckpointActions {
    private final Random random;
    private final List<SubtaskId> subtasks = new ArrayList<>();
    private final Set<SubtaskId> running = new HashSet<>();
    private final Map<Long, Set<SubtaskId>> awaited = new HashMap<>();
    private final CheckpointSettings settings;
    private final CheckpointCoordinator coordinator;
    private final Map<Long, CheckpointRequest> open = new HashMap<>();
    private final Map<Long, Long> triggeredAt = new HashMap<>();
    private final Set<Long> publishing = new HashSet<>();
    private final Set<Long> ended = new HashSet<>();
    private final List<CheckpointRequest> requests = new ArrayList<>();
    private long now;
    private long ids;
    private boolean stopped;

    Simulation(Random random) {
      this.random = random;
      for (int i = 0; i <= random.nextInt(3); i++) {
        subtasks.add(new SubtaskId("task", i));
      }
      settings =
          new CheckpointSettings(
              Optional.of(Duration.ofMillis(1 + random.nextInt(50))),
              Duration.ofMillis(1 + random.nextInt(100)),
              Duration.ofMillis(random.nextInt(30)),
              1 + random.nextInt(3),
              random.nextInt(5),
              random.nextBoolean() ? OptionalLong.of(1000) : OptionalLong.empty());
      running.addAll(subtasks);
      coordinator = new CheckpointCoordinator(settings, this, subtasks, now);
    }

    void step() {
      now += random.nextInt(10);
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> coordinator.tick(now);
        case 3, 4, 5 ->
            pick(open)
                .ifPresent(
                    id ->
                        coordinator.acknowledged(id, subtask(), CheckpointCoordinatorTest.part()));
        case 6 -> pickPublishing().ifPresent(this::answer);
        case 7 -> request();
        case 8 ->
            pick(open)
                .filter(id -> random.nextInt(4) == 0)
                .ifPresent(
                    id ->
                        coordinator.declined(
                            now, id, subtask(), new IllegalStateException("declined")));
        case 9 -> coordinator.changed(random.nextInt(2000));
        case 10 -> finishOrStop();
        default -> pickPublishing().filter(id -> random.nextInt(3) == 0).ifPresent(id -> fail(id));
      }
    }

    private void finishOrStop() {
      if (random.nextInt(60) == 0) {
        SubtaskId subtask = subtask();
        running.remove(subtask);
        coordinator.finished(now, subtask);
      } else if (random.nextInt(150) == 0) {
        stopped = true;
        coordinator.stop(now, new IllegalStateException("the attempt failed"));
      }
    }

    private void answer(long id) {
      coordinator.published(now, id);
    }

    private void fail(long id) {
      RuntimeException cause =
          random.nextInt(50) == 0
              ? new FencedException("fenced")
              : new IllegalStateException("storage");
      coordinator.publishFailed(now, id, cause);
    }

    private void request() {
      CheckpointBarrier.Kind kind =
          random.nextInt(40) == 0
              ? ENDING.get(random.nextInt(ENDING.size()))
              : random.nextBoolean()
                  ? CheckpointBarrier.Kind.CHECKPOINT
                  : CheckpointBarrier.Kind.SAVEPOINT;
      CheckpointRequest request = CheckpointRequest.of(kind, Trigger.MANUAL);
      requests.add(request);
      coordinator.request(now, request);
    }

    void check() {
      long paced = open.values().stream().filter(CheckpointRequest::isPaced).count();
      assertThat(paced).isLessThanOrEqualTo(settings.maxConcurrent());
      coordinator.tick(now);
      for (Map.Entry<Long, Long> one : triggeredAt.entrySet()) {
        if (open.containsKey(one.getKey()) && !publishing.contains(one.getKey()) && !stopped) {
          assertThat(now - one.getValue()).isLessThan(settings.timeout().toMillis());
        }
      }
      for (CheckpointRequest request : requests) {
        boolean pending = open.containsValue(request);
        assertThat(request.result().isDone()).isNotEqualTo(pending);
      }
      assertThat(coordinator.isPublishing()).isNotEqualTo(publishing.isEmpty());
      if (stopped) {
        assertThat(coordinator.nextTick()).isEqualTo(Long.MAX_VALUE);
        assertThat(open.keySet()).isEqualTo(publishing);
      }
    }

    void end() {
      coordinator.stop(now, new IllegalStateException("over"));
      assertThat(open.keySet()).isEqualTo(publishing);
      for (long id : List.copyOf(publishing)) {
        if (random.nextBoolean()) {
          coordinator.published(now, id);
        } else {
          coordinator.publishFailed(now, id, new IllegalStateException("storage"));
        }
      }
      assertThat(open).isEmpty();
    }

    private SubtaskId subtask() {
      return subtasks.get(random.nextInt(subtasks.size()));
    }

    private Optional<Long> pick(Map<Long, ?> from) {
      return from.keySet().stream()
          .sorted()
          .skip(from.isEmpty() ? 0 : random.nextInt(from.size()))
          .findFirst();
    }

    private Optional<Long> pickPublishing() {
      return publishing.stream().sorted().findFirst();
    }

    private void ended(long id) {
      assertThat(ended.add(id)).as("checkpoint %s ends once", id).isTrue();
      assertThat(open.remove(id)).isNotNull();
      publishing.remove(id);
    }

    @Override
    public long begin(CheckpointRequest request) {
      assertThat(stopped).isFalse();
      if (random.nextInt(200) == 0) {
        throw new FencedException("fenced");
      }
      open.put(++ids, request);
      requests.add(request);
      return ids;
    }

    @Override
    public void trigger(CheckpointBarrier barrier) {
      triggeredAt.put(barrier.id(), barrier.timestamp());
      awaited.put(barrier.id(), Set.copyOf(running));
    }

    @Override
    public void publish(long id, Map<SubtaskId, TaskSnapshot> parts) {
      assertThat(parts.keySet()).isEqualTo(awaited.get(id));
      assertThat(publishing.add(id)).isTrue();
    }

    @Override
    public void abort(long id, Throwable cause) {
      ended(id);
    }

    @Override
    public void complete(long id, CheckpointRequest request) {
      assertThat(publishing).contains(id);
      ended(id);
      stopped |= ENDING.contains(request.kind());
    }

    @Override
    public void failJob(Throwable cause) {
      stopped = true;
    }

    @Override
    public void abandon(long id, Throwable cause) {
      assertThat(cause).isInstanceOf(FencedException.class);
      ended(id);
    }

    @Override
    public void stopFenced(Throwable cause) {
      stopped = true;
    }
  }
}
