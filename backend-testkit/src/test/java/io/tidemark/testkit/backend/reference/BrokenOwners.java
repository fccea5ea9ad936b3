package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.Serializer;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.StateBackendException;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.ListState;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Backends that break who closes what, who may call what, and who may change what. */
final class BrokenOwners {

  private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();

  private BrokenOwners() {}

  /** What the kit asks for after each test; the next test begins with nothing. */
  static List<String> takeOpenResources() {
    List<String> open = List.copyOf(OPEN);
    OPEN.clear();
    return open;
  }

  static List<Broken> all() {
    List<Broken> all = new ArrayList<>();
    all.addAll(leaks());
    all.addAll(threads());
    all.addAll(values());
    return all;
  }

  private static List<Broken> leaks() {
    return List.of(
        Broken.store(
            "a capture that is closed unwritten is leaked",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  protected ReferenceCapture newCapture(
                      CaptureRequest captureRequest, NavigableMap<Place, Cell> picture) {
                    String name = "the picture of snapshot " + captureRequest.snapshotId();
                    OPEN.add(name);
                    return new ReferenceCapture(
                        this, captureRequest, picture, states(), history().base()) {
                      @Override
                      public StoreSnapshot write(BlobSink sink) {
                        StoreSnapshot snapshot = super.write(sink);
                        OPEN.remove(name);
                        return snapshot;
                      }
                    };
                  }
                },
            "Captures.close_isIdempotentOnAnyThread",
            "Captures.closeDuringWrite_endsTheWrite",
            "Outcomes.changesOfACaptureThatWasNeverWritten_areInTheNext"),
        Broken.store(
            "a blob's writer is left open",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  protected ReferenceCapture newCapture(
                      CaptureRequest captureRequest, NavigableMap<Place, Cell> picture) {
                    return new ReferenceCapture(
                        this, captureRequest, picture, states(), history().base()) {
                      @Override
                      public StoreSnapshot write(BlobSink sink) {
                        BlobWriter<BlobRef> left = sink.create(BlobScope.EXCLUSIVE);
                        left.write(new byte[1], 0, 1);
                        return super.write(sink);
                      }
                    };
                  }
                },
            "Snapshots.restoredStore_holdsWhatWasThere"),
        Broken.store(
            "a blob's reader is left open",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  protected void restore(StoreRestore restore) {
                    super.restore(restore);
                    for (StoreSnapshot snapshot : restore.snapshots()) {
                      for (BlobUse use : snapshot.blobs()) {
                        restore.source().open(use.blob());
                      }
                    }
                  }
                },
            "Snapshots.restoredStore_holdsWhatWasThere",
            "Failures.failureOfTheStorage_isThrownAndLeavesNothing"),
        Broken.store(
            "a source is read when the store is open",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  private Runnable again = () -> {};

                  @Override
                  protected void restore(StoreRestore restore) {
                    super.restore(restore);
                    again =
                        () ->
                            restore.snapshots().stream()
                                .flatMap(snapshot -> snapshot.blobs().stream())
                                .forEach(use -> restore.source().open(use.blob()).close());
                  }

                  @Override
                  public <N, S extends State> NamespacedState<N, S> state(
                      StateDescriptor<S> descriptor, Serializer<N> namespaces) {
                    again.run();
                    return super.state(descriptor, namespaces);
                  }
                },
            "Ownership.sourceWithoutLateReads_isReadOnlyWhileTheStoreIsOpened"),
        Broken.backend(
            "a store's files stay behind",
            context -> new FileBackend(context, false, true, true),
            "Values.update_replaces",
            "Ownership.closeOfAStore_isIdempotentAndLeavesTheOthers"),
        Broken.backend(
            "a failed restore's files stay behind",
            context -> new FileBackend(context, true, false, true),
            "Failures.formatOfNobodys_isUnknown",
            "Failures.keysOfAnotherType_areRefused"),
        Broken.backend(
            "a backend leaves its stores open",
            context -> new FileBackend(context, true, true, false),
            "Ownership.closeOfABackend_closesWhatIsLeftAndIsIdempotent"),
        Broken.backend(
            "a thread runs on",
            context ->
                new ReferenceBackend(context) {
                  private final CountDownLatch never = new CountDownLatch(1);

                  {
                    Thread thread = new Thread(this::waitForNothing, "left-behind");
                    thread.setDaemon(true);
                    thread.start();
                  }

                  private void waitForNothing() {
                    try {
                      never.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }
                },
            "Values.update_replaces"),
        Broken.store(
            "close twice is an error",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  @Override
                  public void close() {
                    if (isClosed()) {
                      throw new IllegalStateException("Closed already");
                    }
                    super.close();
                  }
                },
            "Ownership.closeOfAStore_isIdempotentAndLeavesTheOthers"));
  }

  /** Keeps a file for each open store. */
  private static final class FileBackend extends ReferenceBackend {

    private final boolean deletesOnClose;
    private final boolean deletesOnFailure;
    private final boolean closesStores;
    private final AtomicInteger files = new AtomicInteger();

    FileBackend(
        BackendContext context,
        boolean deletesOnClose,
        boolean deletesOnFailure,
        boolean closesStores) {
      super(context);
      this.deletesOnClose = deletesOnClose;
      this.deletesOnFailure = deletesOnFailure;
      this.closesStores = closesStores;
    }

    @Override
    protected <K> ReferenceStore<K> newStore(StoreRequest<K> request) {
      Path file = context().workDirectory().resolve("store-" + files.getAndIncrement());
      try {
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[1]);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new ReferenceStore<>(request, context().clock()) {
        @Override
        protected void restore(StoreRestore restore) {
          try {
            super.restore(restore);
          } catch (RuntimeException e) {
            if (deletesOnFailure) {
              delete(file);
            }
            throw e;
          }
        }

        @Override
        public void close() {
          super.close();
          if (deletesOnClose) {
            delete(file);
          }
        }
      };
    }

    @Override
    public void close() {
      if (closesStores) {
        super.close();
      }
    }

    private static void delete(Path file) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static List<Broken> threads() {
    return List.of(
        Broken.backend(
            "stores are opened by one thread only",
            context ->
                new ReferenceBackend(context) {
                  private final Thread owner = Thread.currentThread();

                  @Override
                  public <K> KeyedStore<K> open(StoreRequest<K> request, StoreRestore restore) {
                    if (Thread.currentThread() != owner) {
                      throw new StateBackendException("Not from here");
                    }
                    return super.open(request, restore);
                  }
                },
            "Ownership.stores_mayBeOpenedByAnyThreadsAtOnce"),
        Broken.store(
            "a store sticks to the thread that opened it",
            (request, clock) ->
                new ReferenceStore<>(request, clock) {
                  private final Thread owner = Thread.currentThread();

                  @Override
                  public void setCurrentKey(Object key, int keyGroup) {
                    if (Thread.currentThread() != owner) {
                      throw new StateBackendException("Not from here");
                    }
                    super.setCurrentKey(key, keyGroup);
                  }
                },
            "Ownership.store_mayBeHandedOverBetweenThreads"),
        Broken.backend(
            "a capture waits for the engine's executor",
            context ->
                new ReferenceBackend(context) {
                  @Override
                  protected <K> ReferenceStore<K> newStore(StoreRequest<K> request) {
                    return new ReferenceStore<>(request, context.clock()) {
                      @Override
                      public StoreCapture capture(CaptureRequest captureRequest) {
                        FutureTask<Boolean> help = new FutureTask<>(() -> true);
                        context().executor().execute(help);
                        try {
                          help.get(200, TimeUnit.MILLISECONDS);
                        } catch (Exception e) {
                          throw new StateBackendException("Nobody helps", e);
                        }
                        return super.capture(captureRequest);
                      }
                    };
                  }
                },
            "Ownership.executorThatNeverRunsAnything_blocksNothing"),
        Broken.backend(
            "backends share their stores",
            context ->
                new ReferenceBackend(context) {
                  @Override
                  public void close() {
                    super.close();
                    SHARED.values().forEach(KeyedStore::close);
                    SHARED.clear();
                  }

                  @Override
                  @SuppressWarnings("unchecked")
                  public <K> KeyedStore<K> open(StoreRequest<K> request, StoreRestore restore) {
                    return (KeyedStore<K>)
                        SHARED.computeIfAbsent(
                            request.operator().substring(0, 1),
                            key -> super.open(request, restore));
                  }
                },
            "Ownership.stores_areApart",
            "Ownership.backendsOfOneProcess_areApart"),
        Broken.backend(
            "the backend bears another name than its factory",
            context ->
                new ReferenceBackend(context) {
                  @Override
                  public String name() {
                    return "another";
                  }
                },
            "Ownership.factory_isFoundByNameAndNamesItsBackends"));
  }

  private static final Map<String, KeyedStore<?>> SHARED = new ConcurrentHashMap<>();

  private static List<Broken> values() {
    return List.of(
        Broken.store(
            "values are held for ever",
            (request, clock) ->
                new InterceptingStore(request, clock) {
                  @Override
                  @Nullable Object onCall(Call call) {
                    if (call.is("update") && call.argument() != null) {
                      HOARD.add(call.argument());
                    }
                    return call.proceed();
                  }
                },
            "Ownership.closedStore_letsGoOfItsValues",
            "Ownership.closedCapture_letsGoOfItsValues",
            "Ownership.removedValue_isLetGo"),
        Broken.store(
            "values are copied although they cannot change",
            (request, clock) ->
                new InterceptingStore(request, clock) {
                  private final Map<Object, Serializer<?>> serializers = new HashMap<>();

                  @Override
                  <S extends State> StateDescriptor<S> onDescriptor(StateDescriptor<S> descriptor) {
                    serializers.put("last", Restoring.valueSerializer(descriptor));
                    return descriptor;
                  }

                  @Override
                  @Nullable Object onCall(Call call) {
                    Object result = call.proceed();
                    if (call.is("value") && result != null) {
                      copy(serializers.get("last"), result);
                    }
                    return result;
                  }
                },
            "MutableValues.immutableValues_areNeverCopied"),
        Broken.store(
            "a capture holds values that users go on changing",
            LiveStore::new,
            "MutableValues.valuesReadAndChangedAfterACapture_areNotInIt",
            "MutableValues.valuesReadAndChangedBetweenCaptures_areInNoEarlierOne"),
        Broken.store(
            "lists that were handed out grow",
            (request, clock) ->
                new InterceptingStore(request, clock) {
                  private final Map<Object, List<Object>> last = new HashMap<>();

                  @Override
                  @Nullable Object onCall(Call call) {
                    Object result = call.proceed();
                    if (call.state() instanceof ListState<?> && call.is("get")) {
                      List<Object> list = new ArrayList<>((List<?>) result);
                      last.put(call.state(), list);
                      return list;
                    }
                    if (call.is("add") && last.containsKey(call.state())) {
                      last.get(call.state()).add(call.argument());
                    }
                    return result;
                  }
                },
            "MutableValues.valueThatWasHandedOut_isNotChangedByTheBackend"));
  }

  private static final List<Object> HOARD = new ArrayList<>();

  @SuppressWarnings("unchecked")
  private static <T> void copy(Serializer<T> serializer, Object value) {
    serializer.copy((T) value);
  }

  /** Writes what values are when the capture is written, not when it was taken. */
  private static final class LiveStore extends InterceptingStore {

    private final Map<Place, Object> handedOut = new HashMap<>();
    private final Map<StateId, Serializer<?>> serializers = new HashMap<>();

    LiveStore(StoreRequest<Object> request, InstantSource clock) {
      super(request, clock);
    }

    @Override
    <S extends State> StateDescriptor<S> onDescriptor(StateDescriptor<S> descriptor) {
      serializers.put(new StateId(descriptor.name(), false), Restoring.valueSerializer(descriptor));
      return descriptor;
    }

    @Override
    @Nullable Object onCall(Call call) {
      Object result = call.proceed();
      if (call.state() instanceof ValueState<?> && call.is("value") && result != null) {
        handedOut.put(((ReferenceState<?, ?>) call.state()).place(), result);
      }
      return result;
    }

    @Override
    protected ReferenceCapture newCapture(
        CaptureRequest captureRequest, NavigableMap<Place, Cell> picture) {
      return new ReferenceCapture(this, captureRequest, picture, states(), history().base()) {
        @Override
        public StoreSnapshot write(BlobSink sink) {
          handedOut.forEach(
              (place, value) ->
                  picture.computeIfPresent(
                      place,
                      (same, cell) ->
                          new Cell(
                              cell.schema(),
                              cell.stamp(),
                              bytes(serializers.get(place.state()), value))));
          return super.write(sink);
        }
      };
    }

    @SuppressWarnings("unchecked")
    private static <T> ByteBuffer bytes(Serializer<T> serializer, Object value) {
      return bytesOf((T) value, serializer);
    }
  }
}
