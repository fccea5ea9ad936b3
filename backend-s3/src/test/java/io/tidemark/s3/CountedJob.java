package io.tidemark.s3;

import io.tidemark.config.Configuration;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SubtaskSnapshot;
import io.tidemark.snapshot.repository.JobClaim;
import io.tidemark.snapshot.repository.PendingSnapshot;
import io.tidemark.snapshot.repository.RepositorySettings;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoreSink;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendProviders;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A job that counts words, with the stores of all its subtasks in this thread's hands. */
final class CountedJob implements AutoCloseable {

  private static final int MAX_PARALLELISM = 128;
  private static final StateDescriptor<ValueState<Long>> COUNTS =
      StateDescriptor.value("counts", Serializers.LONG);

  private final SnapshotRepository repository;
  private final StateBackend backend;
  private final List<KeyedStore<String>> stores = new ArrayList<>();
  private final JobClaim claim;

  /** Opens a job, from its newest checkpoint if it has one, and claims it. */
  CountedJob(SnapshotStorage storage, int parallelism, Path directory) {
    repository = repository(storage);
    backend =
        StateBackendProviders.load(getClass().getClassLoader())
            .named("memory")
            .create(
                new BackendContext(
                    Configuration.empty(),
                    directory,
                    Runnable::run,
                    InstantSource.system(),
                    MetricGroup.none()));
    claim = repository.claim();
    List<StoreSnapshot> parts = new ArrayList<>();
    StoredSnapshot newest = repository.latest().orElse(null);
    if (newest != null) {
      newest
          .manifest()
          .operators()
          .get(0)
          .subtasks()
          .forEach(subtask -> parts.add(subtask.keyed()));
    }
    for (int i = 0; i < parallelism; i++) {
      StoreRequest<String> request =
          new StoreRequest<>(
              "count",
              i,
              KeyGroups.rangeOf(i, parallelism, MAX_PARALLELISM),
              MAX_PARALLELISM,
              Serializers.STRING);
      stores.add(
          backend.open(
              request,
              newest == null
                  ? StoreRestore.none()
                  : new StoreRestore(
                      parts.stream()
                          .filter(part -> part.keyGroups().overlaps(request.keyGroups()))
                          .toList(),
                      repository.source(newest),
                      true)));
      stores.get(i).state(COUNTS);
    }
  }

  static SnapshotRepository repository(SnapshotStorage storage) {
    return new SnapshotRepository(
        storage,
        "count",
        RepositorySettings.of(
            Configuration.empty(), InstantSource.system(), UUID::randomUUID, Runnable::run, 1));
  }

  void count(String word) {
    int group = KeyGroups.of(word, Serializers.STRING, MAX_PARALLELISM, new WriteBuffer(16));
    KeyedStore<String> store = stores.get(group * stores.size() / MAX_PARALLELISM);
    store.setCurrentKey(word, group);
    ValueState<Long> count = store.state(COUNTS);
    Long before = count.value();
    count.update(before == null ? 1 : before + 1);
  }

  StoredSnapshot checkpoint() {
    PendingSnapshot pending = claim.beginCheckpoint();
    List<SubtaskSnapshot> parts = new ArrayList<>();
    for (int i = 0; i < stores.size(); i++) {
      try (StoreCapture capture =
              stores
                  .get(i)
                  .capture(new CaptureRequest(pending.id(), CaptureRequest.Mode.INCREMENTAL));
          StoreSink sink = pending.sink()) {
        parts.add(new SubtaskSnapshot(i, capture.write(sink), null));
        sink.finish();
      }
    }
    StoredSnapshot published =
        pending.publish(
            MAX_PARALLELISM,
            KeyGroups.RULE,
            List.of(new OperatorSnapshot("count", stores.size(), parts)),
            Map.of());
    stores.forEach(store -> store.snapshotCompleted(pending.id()));
    claim.retain(3);
    return published;
  }

  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    for (KeyedStore<String> store : stores) {
      List<String> words = store.keys("counts", NoNamespace.INSTANCE).sorted().toList();
      for (String word : words) {
        store.setCurrentKey(
            word, KeyGroups.of(word, Serializers.STRING, MAX_PARALLELISM, new WriteBuffer(16)));
        counts.put(word, store.state(COUNTS).value());
      }
    }
    return counts;
  }

  @Override
  public void close() {
    stores.forEach(KeyedStore::close);
    backend.close();
  }
}
