package io.tidemark.memory;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.snapshot.CheckpointingOptions;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendFactory;
import io.tidemark.spi.StateOptions;
import java.util.Set;

/**
 * Makes the {@code memory} backend. As {@code filesystem} it is the same backend, which then
 * insists on a directory for checkpoints.
 */
public final class MemoryStateBackendFactory implements StateBackendFactory {

  private static final String WITH_DIRECTORY = "filesystem";

  @Override
  public String name() {
    return MemoryStateBackend.NAME;
  }

  @Override
  public Set<String> aliases() {
    return Set.of("hashmap", WITH_DIRECTORY);
  }

  @Override
  public StateBackend create(BackendContext context) {
    Configuration configuration = context.configuration();
    boolean mustHaveDirectory = configuration.get(StateOptions.BACKEND).equals(WITH_DIRECTORY);
    if (mustHaveDirectory && configuration.find(CheckpointingOptions.DIRECTORY).isEmpty()) {
      throw new InvalidConfigurationException(
          StateOptions.BACKEND.key()
              + ": "
              + WITH_DIRECTORY
              + " needs "
              + CheckpointingOptions.DIRECTORY.key()
              + ", the root for checkpoints. Set it, or use "
              + MemoryStateBackend.NAME);
    }
    return new MemoryStateBackend(context);
  }
}
