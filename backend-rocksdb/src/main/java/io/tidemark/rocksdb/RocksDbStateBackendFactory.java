package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.NativeLibrary;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendFactory;

/** Makes the state backend {@value #NAME}. Nothing native is loaded before {@link #create}. */
public final class RocksDbStateBackendFactory implements StateBackendFactory {

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
    NativeLibrary.load();
    return new RocksDbStateBackend(context);
  }
}
