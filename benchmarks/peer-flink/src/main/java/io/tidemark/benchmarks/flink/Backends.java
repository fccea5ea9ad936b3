package io.tidemark.benchmarks.flink;

import java.io.IOException;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/** What an operator does with its backend before and after it works. */
final class Backends {

  private Backends() {}

  static <S extends State> S state(
      AbstractKeyedStateBackend<?> backend, StateDescriptor<S, ?> descriptor) {
    try {
      return backend.getPartitionedState(
          VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor);
    } catch (Exception e) {
      throw new FlinkException(e);
    }
  }

  static void close(AbstractKeyedStateBackend<?> backend) {
    try {
      backend.close();
    } catch (IOException e) {
      throw new FlinkException(e);
    } finally {
      backend.dispose();
    }
  }
}
