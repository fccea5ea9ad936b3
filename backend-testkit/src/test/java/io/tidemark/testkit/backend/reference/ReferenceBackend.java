package io.tidemark.testkit.backend.reference;

import io.tidemark.spi.BackendContext;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendException;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreRestore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes {@link ReferenceStore}s and closes those that are left. */
public class ReferenceBackend implements StateBackend {

  static final String NAME = "reference";

  private final BackendContext context;
  private final Set<ReferenceStore<?>> stores = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  protected ReferenceBackend(BackendContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return NAME;
  }

  protected BackendContext context() {
    return context;
  }

  @Override
  public <K> KeyedStore<K> open(StoreRequest<K> request, StoreRestore restore) {
    if (closed) {
      throw new StateBackendException("The reference backend is closed");
    }
    ReferenceStore<K> store = newStore(request);
    store.restore(restore);
    stores.add(store);
    store.onClose(() -> stores.remove(store));
    return store;
  }

  protected <K> ReferenceStore<K> newStore(StoreRequest<K> request) {
    return new ReferenceStore<>(request, context.clock());
  }

  @Override
  public void close() {
    closed = true;
    stores.forEach(ReferenceStore::close);
  }
}
