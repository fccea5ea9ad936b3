package io.tidemark.memory;

import io.tidemark.spi.StateBackendFactory;
import io.tidemark.testkit.backend.StateBackendKit;

/** The memory backend keeps the contract of state backends. */
class MemoryBackendKitTest extends StateBackendKit {

  @Override
  protected StateBackendFactory factory() {
    return new MemoryStateBackendFactory();
  }
}
