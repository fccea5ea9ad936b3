package io.tidemark.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.InvalidConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.memory.ManagedMemoryUseCase;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.memory.MemoryManager;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.AsyncKeyedStateBackend;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.graph.StreamConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How tasks of one slot share the memory that Flink sets aside for their state. */
final class ManagedMemoryTest {

  private static final KeyGroupRange ALL = KeyGroupRange.of(0, KeyedBackends.MAX_PARALLELISM - 1);
  private static final long SLOT_BYTES = 32L << 20;
  private static final double FRACTION = 0.5;

  private final Map<String, Metric> metrics = new ConcurrentHashMap<>();
  private KeyedBackends slot;
  private MemoryManager memory;

  @AfterEach
  void closeSlot() throws Exception {
    slot.close();
  }

  @Test
  void tasksOfASlot_shareThePartOfItsMemoryThatFlinkSetsAside() throws Exception {
    slotOf(SLOT_BYTES);
    CheckpointableKeyedStateBackend<String> first = open(new Configuration());
    CheckpointableKeyedStateBackend<String> second = open(new Configuration());
    assertThat(memory.availableMemory()).isEqualTo(SLOT_BYTES / 2);
    assertThat(limit()).isEqualTo(SLOT_BYTES / 2.0);

    first.dispose();
    assertThat(write(second)).isEqualTo("there");
    assertThat(memory.availableMemory()).isEqualTo(SLOT_BYTES / 2);

    second.dispose();
    assertThat(memory.availableMemory()).isEqualTo(SLOT_BYTES);
    assertThat(metrics).isEmpty();
  }

  @Test
  void taskWithAsynchronousStates_givesItsMemoryBack() throws Exception {
    slotOf(SLOT_BYTES);
    Configuration configuration = new Configuration();
    configuration.set(TidemarkOptions.BACKEND, "rocksdb");
    AsyncKeyedStateBackend<String> backend =
        slot.openAsync(stateBackend(configuration), ALL, FRACTION);
    assertThat(memory.availableMemory()).isEqualTo(SLOT_BYTES / 2);

    backend.close();
    backend.dispose();
    assertThat(memory.availableMemory()).isEqualTo(SLOT_BYTES);
    assertThat(metrics).isEmpty();
  }

  @Test
  void tasksOfAJobThatTakesNoManagedMemory_shareTheBackendsOwnAmount() throws Exception {
    slotOf(SLOT_BYTES);
    Configuration configuration = new Configuration();
    configuration.set(TidemarkOptions.MANAGED_MEMORY, false);
    configuration.setString("state.backend.rocksdb.memory.fixed-per-tm", "8 mb");
    CheckpointableKeyedStateBackend<String> first = open(configuration);
    CheckpointableKeyedStateBackend<String> second = open(configuration);
    assertThat(memory.availableMemory()).isEqualTo(SLOT_BYTES);
    assertThat(limit()).isEqualTo(8.0 * (1 << 20));

    first.dispose();
    assertThat(write(second)).isEqualTo("there");
    second.dispose();
    assertThat(metrics).isEmpty();
  }

  @Test
  void slotWithTooLittleMemory_failsWithWhatIsEnough_andGivesItBack() throws Exception {
    slotOf(1 << 20);
    assertThatThrownBy(() -> open(new Configuration()))
        .rootCause()
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("512 kb")
        .hasMessageContaining("4 mb");
    assertThat(memory.availableMemory()).isEqualTo(1 << 20);
    assertThat(metrics).isEmpty();
  }

  @Test
  void jobOnABackendWithABudget_asksFlinkForManagedMemory_andNoOtherDoes() throws Exception {
    slotOf(SLOT_BYTES);
    assertThat(fractionOf("rocksdb", true)).isEqualTo(1);
    assertThat(fractionOf("rocksdb", false)).isZero();
    assertThat(fractionOf("memory", true)).isZero();
  }

  private void slotOf(long bytes) {
    TestingMetricRegistry registry =
        TestingMetricRegistry.builder()
            .setRegisterConsumer((metric, name, group) -> metrics.put(name, metric))
            .setUnregisterConsumer((metric, name, group) -> metrics.remove(name))
            .build();
    MockEnvironment environment =
        new MockEnvironmentBuilder()
            .setManagedMemorySize(bytes)
            .setMetricGroup(
                TaskManagerMetricGroup.createTaskManagerMetricGroup(
                        registry, "localhost", ResourceID.generate())
                    .addJob(new JobID(), "job")
                    .addTask(ExecutionAttemptID.randomId(), "task"))
            .build();
    memory = environment.getMemoryManager();
    slot = new KeyedBackends(environment);
    metrics.clear();
  }

  private CheckpointableKeyedStateBackend<String> open(Configuration configuration)
      throws Exception {
    configuration.set(TidemarkOptions.BACKEND, "rocksdb");
    return slot.open(stateBackend(configuration), ALL, List.of(), FRACTION);
  }

  private TidemarkStateBackend stateBackend(Configuration configuration) {
    return new TidemarkStateBackendFactory()
        .createFromConfig(configuration, getClass().getClassLoader());
  }

  private Object limit() {
    return ((Gauge<?>) metrics.get("rocksdb.memory.limit")).getValue();
  }

  private static String write(CheckpointableKeyedStateBackend<String> backend) throws Exception {
    backend.setCurrentKey("key");
    var state =
        backend.getPartitionedState(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            new ValueStateDescriptor<>("state", StringSerializer.INSTANCE));
    state.update("there");
    return state.value();
  }

  /** The largest part of a slot's memory that a task of a job asks for its state. */
  private double fractionOf(String backend, boolean isManaged) {
    Configuration configuration = new Configuration();
    configuration.setString("state.backend.type", TidemarkStateBackendFactory.class.getName());
    configuration.set(TidemarkOptions.BACKEND, backend);
    configuration.set(TidemarkOptions.MANAGED_MEMORY, isManaged);
    JobGraph graph = CountingJob.graph("not run", 1, 0, configuration);
    double most = 0;
    for (var vertex : graph.getVertices()) {
      most =
          Math.max(
              most,
              new StreamConfig(vertex.getConfiguration())
                  .getManagedMemoryFractionOperatorUseCaseOfSlot(
                      ManagedMemoryUseCase.STATE_BACKEND,
                      configuration,
                      new Configuration(),
                      getClass().getClassLoader()));
    }
    return most;
  }
}
