package io.tidemark.runtime.restorecheck;

import io.tidemark.config.Configuration;
import io.tidemark.runtime.engine.EngineOptions;
import io.tidemark.runtime.graph.Chains;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.graph.JobNode;
import io.tidemark.runtime.job.JobBuilder;
import io.tidemark.runtime.job.JobDefinition;
import io.tidemark.runtime.operator.SinkFactory;
import io.tidemark.runtime.restorecheck.StateFinding.Verdict;
import io.tidemark.runtime.task.ExecutionOptions;
import io.tidemark.runtime.task.TaskState;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.snapshot.SubtaskSnapshot;
import io.tidemark.snapshot.entries.SnapshotContents;
import io.tidemark.snapshot.entries.SnapshotState;
import io.tidemark.snapshot.entries.StateId;
import io.tidemark.snapshot.operator.OperatorStateRestore;
import io.tidemark.snapshot.operator.OperatorStateStore;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a job would restore from a snapshot. Operators are made, with empty state, to
 * see what they ask for, and never opened: nothing is read, and nothing outside is touched. What a
 * function asks for only when a record comes is not seen.
 */
public final class RestoreCheck {

  private final JobGraph graph;
  private final Configuration configuration;
  private final SnapshotContents contents;
  private final StateBackend scratch;
  private final String backend;
  private final List<StateFinding> findings = new ArrayList<>();
  private final Map<StateId, DeclaredState> declared = new TreeMap<>();

  private RestoreCheck(
      JobGraph graph,
      Configuration configuration,
      SnapshotContents contents,
      StateBackend scratch,
      String backend) {
    this.graph = graph;
    this.configuration = configuration;
    this.contents = contents;
    this.scratch = scratch;
    this.backend = backend;
  }

  /**
   * Checks.
   *
   * @param scratch makes the empty stores
   * @param backend the name of the backend that the job would be restored into
   * @return a finding for each state of the job and of the snapshot, by operator and name, after
   *     those that concern an operator, or under an empty name the job, as a whole
   * @throws io.tidemark.config.InvalidConfigurationException for options that are wrong
   * @throws io.tidemark.runtime.function.InvalidJobException if the job is described in a way that
   *     cannot work
   */
  public static List<StateFinding> of(
      JobDefinition job,
      Configuration configuration,
      SnapshotContents contents,
      StateBackend scratch,
      String backend) {
    JobBuilder builder =
        new JobBuilder(
            job.name(),
            configuration.get(ExecutionOptions.PARALLELISM),
            configuration.get(ExecutionOptions.MAX_PARALLELISM),
            configuration);
    job.define(builder);
    return new RestoreCheck(builder.build(), configuration, contents, scratch, backend).run();
  }

  private List<StateFinding> run() {
    checkMaxParallelism();
    graph.nodes().forEach(this::declare);
    checkOperators();
    for (DeclaredState state : declared.values()) {
      findings.add(state.against(contents.state(state.id())));
    }
    for (SnapshotState state : contents.states()) {
      checkUnasked(state);
    }
    return List.copyOf(findings);
  }

  private void checkMaxParallelism() {
    int written = contents.manifest().maxParallelism();
    if (written != graph.maxParallelism()) {
      findings.add(
          new StateFinding(
              "",
              "",
              Verdict.REFUSED,
              "pipeline.max-parallelism is "
                  + graph.maxParallelism()
                  + " and was "
                  + written
                  + "; set it, or convert the snapshot: tidemark convert --max-parallelism "
                  + graph.maxParallelism()));
    }
  }

  /** What a sink keeps is its own; it is made when it is opened. */
  private void declare(JobNode node) {
    if (node.factory() instanceof SinkFactory) {
      return;
    }
    OperatorStateStore states = OperatorStateStore.open(OperatorStateRestore.none(node.name()));
    DeclaringStates declaring =
        new DeclaringStates(node.name(), states, state -> declared.put(state.id(), state));
    Serializer<?> keys = node.keySerializer();
    try (KeyedStore<?> store = keys == null ? null : store(node.name(), keys)) {
      node.factory().create(new DeclaringContext(node, store, declaring, configuration)).close();
    }
  }

  private <K> KeyedStore<K> store(String operator, Serializer<K> keys) {
    KeyGroupRange all = KeyGroupRange.all(graph.maxParallelism());
    StoreRequest<K> request = new StoreRequest<>(operator, 0, all, graph.maxParallelism(), keys);
    return new DeclaringStore<>(
        operator,
        scratch.open(request, StoreRestore.none()),
        state -> declared.put(state.id(), state));
  }

  private void checkOperators() {
    SnapshotManifest manifest = contents.manifest();
    Set<String> tasks = new HashSet<>();
    Chains.of(graph).forEach(task -> tasks.add(TaskState.nameOf(task.name())));
    for (OperatorSnapshot operator : manifest.operators()) {
      JobNode node = node(operator.name());
      if (TaskState.isName(operator.name())) {
        if (!tasks.contains(operator.name()) && TaskState.hasRecords(operator)) {
          findings.add(
              unclaimed(operator.name(), "", "it has records on their way to a task that is gone"));
        }
      } else if (node != null) {
        checkKeyed(node, operator);
      }
    }
  }

  private void checkKeyed(JobNode node, OperatorSnapshot operator) {
    for (SubtaskSnapshot subtask : operator.subtasks()) {
      StoreSnapshot store = subtask.keyed();
      if (store == null) {
        continue;
      }
      if (!store.format().equals(StoreSnapshot.PORTABLE) && !store.backend().equals(backend)) {
        findings.add(
            new StateFinding(
                node.name(),
                "",
                Verdict.REFUSED,
                "it is in the format '"
                    + store.format()
                    + "', which only backend '"
                    + store.backend()
                    + "' restores, not '"
                    + backend
                    + "'; convert the snapshot: tidemark convert"));
      }
      TypeDescription written = store.schemas().get(store.schemas().size() - 1).key();
      Serializer<?> keys = node.keySerializer();
      if (keys == null || !keys.description().equals(written)) {
        findings.add(
            new StateFinding(
                node.name(),
                "",
                Verdict.REFUSED,
                "its keys were "
                    + written
                    + " and are "
                    + (keys == null ? "gone" : keys.description().text())
                    + "; a key's type does not change"));
      }
      return;
    }
  }

  private void checkUnasked(SnapshotState state) {
    StateId id = state.id();
    if (declared.containsKey(id) || TaskState.isName(id.operator())) {
      return;
    }
    JobNode node = node(id.operator());
    if (node == null) {
      findings.add(unclaimed(id.operator(), id.name(), "the job has no operator of that name"));
    } else if (node.factory() instanceof SinkFactory) {
      findings.add(
          new StateFinding(
              id.operator(), id.name(), Verdict.RESTORED, "the sink's own, not looked into"));
    } else {
      findings.add(
          new StateFinding(
              id.operator(), id.name(), Verdict.KEPT, "the operator does not ask for it at start"));
    }
  }

  private StateFinding unclaimed(String operator, String state, String why) {
    return configuration.get(EngineOptions.IGNORE_UNCLAIMED)
        ? new StateFinding(operator, state, Verdict.DROPPED, why)
        : new StateFinding(
            operator,
            state,
            Verdict.REFUSED,
            why
                + "; give it its old name, or set "
                + EngineOptions.IGNORE_UNCLAIMED.key()
                + " to true to drop it");
  }

  private @Nullable JobNode node(String operator) {
    return graph.nodes().stream()
        .filter(node -> node.name().equals(operator))
        .findFirst()
        .orElse(null);
  }
}
