package io.tidemark.s3;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoredBlob;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between an engine that keeps blobs in memory and a backend: what the backend writes goes
 * to S3 as well, and what it is restored from comes from there.
 */
final class BlobsOnS3 {

  private final SnapshotStorage storage;
  private final Map<String, String> names = new ConcurrentHashMap<>();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger read = new AtomicInteger();
  private volatile Object engine = new Object();

  BlobsOnS3(SnapshotStorage storage) {
    this.storage = storage;
  }

  int blobsRead() {
    return read.get();
  }

  StateBackend under(StateBackend backend) {
    return forward(
        StateBackend.class,
        backend,
        (method, arguments) -> {
          if (method.getName().equals("open")) {
            StoreRestore restore = (StoreRestore) arguments[1];
            arguments[1] =
                new StoreRestore(
                    restore.snapshots(), sourceBehind(restore.source()), restore.claimed());
            return under((KeyedStore<?>) invoke(backend, method, arguments));
          }
          return invoke(backend, method, arguments);
        });
  }

  private KeyedStore<?> under(KeyedStore<?> store) {
    return forward(
        KeyedStore.class,
        store,
        (method, arguments) -> {
          Object result = invoke(store, method, arguments);
          return result instanceof StoreCapture capture ? under(capture) : result;
        });
  }

  private StoreCapture under(StoreCapture capture) {
    return forward(
        StoreCapture.class,
        capture,
        (method, arguments) -> {
          if (method.getName().equals("write")) {
            BlobSink sink = (BlobSink) arguments[0];
            engine = sink;
            return invoke(capture, method, new Object[] {(BlobSink) scope -> create(sink, scope)});
          }
          return invoke(capture, method, arguments);
        });
  }

  private BlobWriter<BlobRef> create(BlobSink sink, BlobScope scope) {
    String name = "blob-" + made.incrementAndGet();
    BlobWriter<BlobRef> memory = sink.create(scope);
    BlobWriter<StoredBlob> s3 = storage.write(name);
    return new BlobWriter<>() {
      @Override
      public void write(byte[] bytes, int offset, int length) {
        memory.write(bytes, offset, length);
        s3.write(bytes, offset, length);
      }

      @Override
      public BlobRef commit() {
        s3.commit();
        BlobRef blob = memory.commit();
        if (blob instanceof BlobRef.Stored stored) {
          names.put(stored.name(), name);
        }
        return blob;
      }

      @Override
      public void close() {
        try (s3) {
          memory.close();
        }
      }
    };
  }

  /** Copies that the engine has damaged on purpose stay where they are. */
  private BlobSource sourceBehind(BlobSource source) {
    return (blob, offset, length) -> {
      if (source == engine && blob instanceof BlobRef.Stored stored) {
        read.incrementAndGet();
        return storage.read(names.get(stored.name()), stored.offset() + offset, length);
      }
      return source.open(blob, offset, length);
    };
  }

  private interface Call {
    Object on(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T forward(Class<T> type, T target, Call call) {
    InvocationHandler handler = (proxy, method, arguments) -> call.on(method, arguments);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
