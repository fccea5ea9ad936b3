package io.tidemark.flink;

import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.ttl.StateBackendTestContext;
import org.apache.flink.runtime.state.ttl.TtlStateTestBase;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;
import org.apache.flink.testutils.junit.extensions.parameterized.ParameterizedTestExtension;
import org.junit.jupiter.api.extension.ExtendWith;

/** Flink's own tests of times to live, for one of Tidemark's backends. */
@ExtendWith({ParameterizedTestExtension.class, LeftOut.class})
abstract class FlinkTtlSuite extends TtlStateTestBase {

  private final String backend;
  private final boolean isIncremental;

  FlinkTtlSuite(String backend, boolean isIncremental) {
    this.backend = backend;
    this.isIncremental = isIncremental;
  }

  /** Flink leaves expired values in incremental snapshots, and does not ask for more here. */
  @Override
  public boolean isSavepoint() {
    return !isIncremental;
  }

  @Override
  protected StateBackendTestContext createStateBackendTestContext(TtlTimeProvider timeProvider) {
    return new StateBackendTestContext(timeProvider) {
      @Override
      protected StateBackend createStateBackend() {
        return Backends.of(backend, isIncremental);
      }
    };
  }

  @Override
  protected boolean incrementalCleanupSupported() {
    return true;
  }
}
