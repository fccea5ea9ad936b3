package io.tidemark.rocksdb;

import io.tidemark.spi.StateBackendFactory;
import io.tidemark.testkit.backend.StateBackendKit;

class RocksDbBackendKitTest extends StateBackendKit {

  @Override
  protected StateBackendFactory factory() {
    return new RocksDbStateBackendFactory();
  }
}
