package io.tidemark.spi;

/**
 * A power of {@link StateBackendFactory factories} whose backends can be told by the engine how
 * much memory they have, because most of what they hold is outside the heap.
 *
 * <p>Obligations of the backend: all its stores together, with what they share, keep within that
 * amount and a stated overhead, whatever the configuration says of an amount.
 *
 * <p>Obligations of the engine: the amount is set aside for this backend from {@link #create} until
 * it is closed. What stores share an amount, the same backend opens.
 */
public interface SupportsMemoryBudget {

  /**
   * Makes a backend, as {@link StateBackendFactory#create} does, that has {@code memoryBytes}. The
   * caller closes it.
   *
   * @throws io.tidemark.config.InvalidConfigurationException for a value that cannot work here, or
   *     if the memory is too little, with the least that is enough
   * @throws StateBackendException if it cannot start on this machine
   */
  StateBackend create(BackendContext context, long memoryBytes);
}
