package io.tidemark.memory;

import io.tidemark.spi.BackendContext;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendException;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreRestore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opens stores on the heap. They share nothing but the executor. */
final class MemoryStateBackend implements StateBackend {

  static final String NAME = "memory";

  private final BackendContext context;
  private final Set<MemoryKeyedStore<?>> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  MemoryStateBackend(BackendContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public <K> KeyedStore<K> open(StoreRequest<K> request, StoreRestore restore) {
    if (closed) {
      throw closed();
    }
    MemoryKeyedStore<K> store = StoreOpening.open(request, restore, context, open::remove);
    open.add(store);
    if (closed) {
      store.close();
      throw closed();
    }
    return store;
  }

  private static StateBackendException closed() {
    return new StateBackendException("The memory backend is closed: no store can be opened");
  }

  @Override
  public void close() {
    closed = true;
    open.forEach(MemoryKeyedStore::close);
  }
}
