package io.tidemark.rocksdb;

import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.config.MemorySize;
import io.tidemark.rocksdb.engine.NativeLibrary;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendFactory;
import io.tidemark.spi.SupportsMemoryBudget;

/** Makes the state backend {@value #NAME}. Nothing native is loaded before {@link #create}. */
public final class RocksDbStateBackendFactory implements StateBackendFactory, SupportsMemoryBudget {

  /** The backend's name. */
  public static final String NAME = "rocksdb";

  /** Made by the service loader. */
  public RocksDbStateBackendFactory() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public StateBackend create(BackendContext context) {
    return start(context, context.configuration().get(RocksDbOptions.MEMORY).bytes());
  }

  @Override
  public StateBackend create(BackendContext context, long memoryBytes) {
    if (memoryBytes < RocksDbOptions.LEAST_MEMORY.bytes()) {
      throw new InvalidConfigurationException(
          "The engine sets aside "
              + new MemorySize(memoryBytes)
              + " for the rocksdb backend, which needs "
              + RocksDbOptions.LEAST_MEMORY
              + " or more: give it more, or have it take "
              + RocksDbOptions.MEMORY.key()
              + " of its own");
    }
    return start(context, memoryBytes);
  }

  private static StateBackend start(BackendContext context, long memoryBytes) {
    NativeLibrary.load();
    return new RocksDbStateBackend(context, memoryBytes);
  }
}
