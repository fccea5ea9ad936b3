package io.tidemark.testkit.backend.reference;

import io.tidemark.spi.StateBackendFactory;
import io.tidemark.testkit.backend.StateBackendKit;

class ReferenceBackendKitTest extends StateBackendKit {

  @Override
  protected StateBackendFactory factory() {
    return new ReferenceBackendFactory();
  }
}
