package io.tidemark.runtime.task;

import io.tidemark.runtime.channel.Channel;
import io.tidemark.runtime.channel.ChannelOutput;
import io.tidemark.runtime.channel.Partitioning;
import io.tidemark.runtime.channel.Waker;
import io.tidemark.runtime.function.OutputTag;
import io.tidemark.runtime.graph.Chains;
import io.tidemark.runtime.graph.JobEdge;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.graph.TaskPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Runs every subtask of a job as a thread of this process. */
public final class InProcessLauncher implements TaskLauncher {

  private final JobGraph graph;
  private final List<TaskPlan> tasks;
  private final ThreadFactory threads;

  public InProcessLauncher(JobGraph graph, ThreadFactory threads) {
    this.graph = graph;
    this.tasks = Chains.of(graph);
    this.threads = threads;
  }

  @Override
  public Map<SubtaskId, TaskControl> launch(Attempt attempt, TaskEvents events) {
    Wiring wiring = new Wiring(attempt, events);
    tasks.forEach(wiring::addWakers);
    tasks.forEach(wiring::addChannels);
    tasks.forEach(wiring::addSubtasks);
    Map<SubtaskId, TaskControl> controls = new LinkedHashMap<>();
    for (Subtask subtask : wiring.subtasks) {
      controls.put(subtask.id(), subtask);
    }
    for (Subtask subtask : wiring.subtasks) {
      try {
        Thread thread = threads.newThread(subtask);
        thread.setName(graph.name() + "/" + subtask.id());
        thread.start();
      } catch (RuntimeException | OutOfMemoryError e) {
        events.failed(subtask.id(), e);
      }
    }
    return controls;
  }

  /** An output of an operator to another task. */
  record Outgoing(String operator, @Nullable OutputTag<?> tag, ChannelOutput output) {}

  /** The wakers, channels and subtasks of one attempt while they are made. */
  private final class Wiring {
    private final Attempt attempt;
    private final TaskEvents events;
    private final Map<SubtaskId, Waker> wakers = new HashMap<>();
    private final Map<SubtaskId, SubtaskActivity> activities = new HashMap<>();
    private final Map<SubtaskId, List<Channel>> channels = new HashMap<>();
    private final Map<SubtaskId, List<InputChannel>> descriptions = new HashMap<>();
    private final Map<SubtaskId, List<Outgoing>> outputs = new HashMap<>();
    private final List<Subtask> subtasks = new ArrayList<>();

    Wiring(Attempt attempt, TaskEvents events) {
      this.attempt = attempt;
      this.events = events;
    }

    void addWakers(TaskPlan task) {
      for (int i = 0; i < task.parallelism(); i++) {
        SubtaskId id = new SubtaskId(task.name(), i);
        wakers.put(id, new Waker());
        activities.put(id, new SubtaskActivity());
        channels.put(id, new ArrayList<>());
        descriptions.put(id, new ArrayList<>());
        outputs.put(id, new ArrayList<>());
      }
    }

    void addChannels(TaskPlan task) {
      List<JobEdge> inputs = task.head().inputs();
      for (int position = 0; position < inputs.size(); position++) {
        JobEdge edge = inputs.get(position);
        TaskPlan sender = taskOf(edge.from());
        for (int from = 0; from < sender.parallelism(); from++) {
          connect(sender, from, task, position, edge);
        }
      }
    }

    private void connect(TaskPlan sender, int from, TaskPlan receiver, int position, JobEdge edge) {
      SubtaskId fromId = new SubtaskId(sender.name(), from);
      List<Channel> made = new ArrayList<>();
      for (int to = 0; to < receiver.parallelism(); to++) {
        if (edge.partitioning() instanceof Partitioning.Forward && from != to) {
          continue;
        }
        SubtaskId toId = new SubtaskId(receiver.name(), to);
        Channel channel =
            new Channel(
                attempt.configuration().get(ExecutionOptions.CHANNEL_BATCHES),
                waker(fromId),
                waker(toId));
        made.add(channel);
        of(channels, toId).add(channel);
        of(descriptions, toId).add(new InputChannel(position, edge, from));
      }
      ChannelOutput output =
          ChannelOutput.of(
              edge.partitioning(),
              made.toArray(Channel[]::new),
              attempt.configuration().get(ExecutionOptions.BATCH_RECORDS),
              graph.maxParallelism(),
              of(activities, fromId)::sent);
      of(outputs, fromId).add(new Outgoing(edge.from(), edge.tag(), output));
    }

    void addSubtasks(TaskPlan task) {
      for (int i = 0; i < task.parallelism(); i++) {
        SubtaskId id = new SubtaskId(task.name(), i);
        Waker waker = waker(id);
        Mailbox mailbox = new Mailbox(waker);
        MailboxTime time = new MailboxTime(attempt.clock(), mailbox);
        SubtaskOpening opening =
            new SubtaskOpening(
                id,
                task,
                graph.maxParallelism(),
                attempt,
                events,
                of(activities, id),
                time,
                List.copyOf(of(channels, id)),
                List.copyOf(of(descriptions, id)),
                List.copyOf(of(outputs, id)),
                waker);
        Subtask subtask =
            new Subtask(id, waker, mailbox, time, events, of(activities, id), opening);
        opening.onBegin(subtask::begun);
        subtasks.add(subtask);
      }
    }

    private TaskPlan taskOf(String operator) {
      return tasks.stream().filter(task -> task.contains(operator)).findFirst().orElseThrow();
    }

    private Waker waker(SubtaskId id) {
      return of(wakers, id);
    }

    private static <V> V of(Map<SubtaskId, V> map, SubtaskId id) {
      V value = map.get(id);
      if (value == null) {
        throw new IllegalStateException("Nothing was made for subtask " + id);
      }
      return value;
    }
  }
}
