package io.tidemark.flink;

import java.io.IOException;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.v2.adaptor.AsyncKeyedStateBackendAdaptor;

/**
 * Flink's asynchronous states over a keyed backend that serves each access at once. It owns the
 * keyed backend, which Flink's adaptor alone would leave open.
 */
final class AsyncKeyedBackend<K> extends AsyncKeyedStateBackendAdaptor<K> {

  AsyncKeyedBackend(CheckpointableKeyedStateBackend<K> keyedBackend) {
    super(keyedBackend);
  }

  @Override
  public void close() throws IOException {
    getKeyedStateBackend().close();
  }

  @Override
  public void dispose() {
    getKeyedStateBackend().dispose();
  }
}
