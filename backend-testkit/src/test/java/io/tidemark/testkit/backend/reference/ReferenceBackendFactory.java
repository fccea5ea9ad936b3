package io.tidemark.testkit.backend.reference;

import io.tidemark.spi.BackendContext;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendFactory;

/** Makes backends that work. */
public final class ReferenceBackendFactory implements StateBackendFactory {

  @Override
  public String name() {
    return ReferenceBackend.NAME;
  }

  @Override
  public StateBackend create(BackendContext context) {
    return new ReferenceBackend(context);
  }
}
