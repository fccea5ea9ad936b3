package io.tidemark.flink;

import io.tidemark.spi.StateBackendFactory;
import io.tidemark.spi.StateBackendProviders;
import io.tidemark.spi.SupportsMemoryBudget;
import java.io.Serializable;
import java.util.TreeMap;

/**
 * Which Tidemark backend holds the state of a job, and how.
 *
 * @param name the backend's name
 * @param isManaged whether its memory, where it has a budget, is a part of Flink's managed memory
 * @param settings the backend's own
 */
record BackendChoice(String name, boolean isManaged, TreeMap<String, String> settings)
    implements Serializable {

  /**
   * What makes the backend.
   *
   * @throws io.tidemark.spi.UnknownBackendException if nothing on the class path has that name
   */
  StateBackendFactory factory() {
    return StateBackendProviders.load(ApartClassLoader.instance()).named(name);
  }

  /** Whether Flink should set memory aside for it. */
  boolean usesManagedMemory() {
    return isManaged && factory() instanceof SupportsMemoryBudget;
  }
}
