package io.tidemark.flink;

import io.tidemark.spi.SnapshotEntries;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendFactory;
import io.tidemark.spi.SupportsMemoryBudget;
import io.tidemark.spi.UnknownFormatException;
import java.util.ServiceLoader;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.memory.OpaqueMemoryResource;
import org.apache.flink.runtime.memory.SharedResources;

/**
 * A Tidemark backend for as long as a task needs it.
 *
 * <p>A backend that has a memory budget is shared, so that the budget is: with Flink's managed
 * memory by the tasks of a slot, which share the slot's, and else by the tasks of a job in a task
 * manager. The last task that gives it back closes it. Any other backend is the task's own.
 *
 * @param release gives it back, when it is closed
 */
record BackendLease(StateBackend backend, AutoCloseable release) {

  private static final String RESOURCE = "tidemark";

  /** The backend that was chosen, made if this task is the first to need it. */
  static BackendLease of(BackendChoice choice, FlinkTask<?> task) throws Exception {
    StateBackendFactory factory = choice.factory();
    if (!(factory instanceof SupportsMemoryBudget budgeted)) {
      RunningBackend own =
          RunningBackend.start(
              factory::create, choice.settings(), task, task.metrics().addGroup(RESOURCE));
      return new BackendLease(own.backend(), own);
    }
    return choice.isManaged() && task.managedMemoryFraction() > 0
        ? ofSlot(budgeted, choice, task)
        : ofTaskManager(factory, choice, task);
  }

  private static BackendLease ofSlot(
      SupportsMemoryBudget factory, BackendChoice choice, FlinkTask<?> task) throws Exception {
    MetricGroup metrics =
        task.jobMetrics()
            .addGroup(RESOURCE)
            .addGroup("slot", task.environment().getTaskInfo().getAllocationIDAsString());
    OpaqueMemoryResource<RunningBackend> shared =
        task.environment()
            .getMemoryManager()
            .getSharedMemoryResourceForManagedMemory(
                RESOURCE,
                bytes ->
                    RunningBackend.start(
                        context -> factory.create(context, bytes),
                        choice.settings(),
                        task,
                        metrics),
                task.managedMemoryFraction());
    return new BackendLease(shared.getResourceHandle().backend(), shared);
  }

  private static BackendLease ofTaskManager(
      StateBackendFactory factory, BackendChoice choice, FlinkTask<?> task) throws Exception {
    String name = RESOURCE + "-" + task.environment().getJobID();
    SharedResources resources = task.environment().getSharedResources();
    Object holder = new Object();
    RunningBackend shared =
        resources
            .<RunningBackend>getOrAllocateSharedResource(
                name,
                holder,
                bytes ->
                    RunningBackend.start(
                        factory::create,
                        choice.settings(),
                        task,
                        task.jobMetrics().addGroup(RESOURCE)),
                0)
            .resourceHandle();
    return new BackendLease(
        shared.backend(), () -> resources.release(name, holder, releasedBytes -> {}));
  }

  /**
   * What walks snapshots of a format.
   *
   * @throws UnknownFormatException if nothing on the class path does
   */
  static SnapshotEntries entriesOf(String format) {
    for (SnapshotEntries entries :
        ServiceLoader.load(SnapshotEntries.class, ApartClassLoader.instance())) {
      if (entries.format().equals(format)) {
        return entries;
      }
    }
    throw new UnknownFormatException(
        "Nothing on the class path reads the format '" + format + "' of a snapshot");
  }
}
