package io.tidemark.runtime.engine;

import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskControl;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The subtasks of one attempt and how far each has come. Belongs to the run's thread. */
final class RunningSubtasks {

  private final Map<SubtaskId, TaskControl> controls;
  private final Set<SubtaskId> alive;
  private final Set<SubtaskId> running = new HashSet<>();
  private final Set<SubtaskId> reading;
  private final Map<SubtaskId, Long> heartbeats = new HashMap<>();

  /**
   * @param sources those that read a source
   */
  RunningSubtasks(Map<SubtaskId, TaskControl> controls, Set<SubtaskId> sources) {
    this.controls = Map.copyOf(controls);
    this.alive = new HashSet<>(controls.keySet());
    this.reading = new HashSet<>(sources);
  }

  Set<SubtaskId> all() {
    return controls.keySet();
  }

  void forEach(Consumer<TaskControl> action) {
    controls.values().forEach(action);
  }

  /** A subtask is restored; true if it was the last one to be. */
  boolean isRunning(SubtaskId subtask) {
    running.add(subtask);
    return running.size() == controls.size();
  }

  /** A subtask has read all its input; true if it was the last one to. */
  boolean hasEndedInput(SubtaskId subtask) {
    return reading.remove(subtask) && reading.isEmpty();
  }

  /** A subtask has ended, however. */
  void hasEnded(SubtaskId subtask) {
    alive.remove(subtask);
  }

  Set<SubtaskId> alive() {
    return alive;
  }

  /** Those that have not gone round since the last call; nudges all of them to. */
  List<SubtaskId> silent() {
    List<SubtaskId> silent =
        alive.stream()
            .filter(running::contains)
            .filter(id -> control(id).heartbeats() == heartbeats.getOrDefault(id, -1L))
            .toList();
    for (SubtaskId id : alive) {
      heartbeats.put(id, control(id).heartbeats());
      control(id).nudge();
    }
    return silent;
  }

  private TaskControl control(SubtaskId id) {
    TaskControl control = controls.get(id);
    if (control == null) {
      throw new IllegalStateException("There is no subtask " + id);
    }
    return control;
  }
}
