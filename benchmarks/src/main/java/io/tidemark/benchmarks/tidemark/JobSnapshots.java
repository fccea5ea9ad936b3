package io.tidemark.benchmarks.tidemark;

import io.tidemark.benchmarks.peer.Capture;
import io.tidemark.benchmarks.peer.CaptureKind;
import io.tidemark.benchmarks.peer.Share;
import io.tidemark.benchmarks.peer.Snapshot;
import io.tidemark.config.Configuration;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SubtaskSnapshot;
import io.tidemark.snapshot.repository.JobClaim;
import io.tidemark.snapshot.repository.PendingSnapshot;
import io.tidemark.snapshot.repository.RepositorySettings;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoreSink;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.SnapshotStorageProviders;
import io.tidemark.spi.StorageContext;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * The coordinator's part of snapshots: every one is published, with its manifest, as a job's
 * checkpoint is. The next snapshot is begun before anybody asks for it, for that is no part of the
 * pause.
 */
final class JobSnapshots implements AutoCloseable {

  private final SnapshotStorage storage;
  private final SnapshotRepository repository;
  private final JobClaim claim;
  private PendingSnapshot next;

  JobSnapshots(
      URI root, Configuration configuration, InstantSource clock, Executor io, int ioThreads) {
    storage =
        SnapshotStorageProviders.load(getClass().getClassLoader())
            .open(root, new StorageContext(configuration, clock, MetricGroup.none()));
    repository =
        new SnapshotRepository(
            storage,
            "measured",
            RepositorySettings.of(configuration, clock, UUID::randomUUID, io, ioThreads));
    claim = repository.claim();
    next = claim.beginCheckpoint();
  }

  /** A store's capture, and the store, which is told of its end. */
  static final class Picture implements Capture {

    private final JobSnapshots snapshots;
    private final KeyedStore<?> store;
    private final StoreCapture capture;
    private boolean published;

    private Picture(JobSnapshots snapshots, KeyedStore<?> store, StoreCapture capture) {
      this.snapshots = snapshots;
      this.store = store;
      this.capture = capture;
    }

    @Override
    public void close() {
      capture.close();
      if (!published) {
        store.snapshotDiscarded(capture.snapshotId());
        snapshots.giveUp(capture.snapshotId());
      }
    }
  }

  /** A published snapshot. */
  record Complete(StoredSnapshot stored, List<KeyedStore<?>> stores) implements Snapshot {

    private List<StoreSnapshot> parts() {
      return stored.manifest().operators().get(0).subtasks().stream()
          .map(SubtaskSnapshot::keyed)
          .flatMap(Stream::ofNullable)
          .toList();
    }

    @Override
    public long addedBytes() {
      return parts().stream().mapToLong(StoreSnapshot::addedBytes).sum();
    }

    @Override
    public int addedBlobs() {
      return (int)
          parts().stream().flatMap(part -> part.blobs().stream()).filter(BlobUse::added).count();
    }

    @Override
    public long totalBytes() {
      return parts().stream().mapToLong(StoreSnapshot::totalBytes).sum();
    }
  }

  Picture capture(KeyedStore<?> store, CaptureKind kind) {
    CaptureRequest.Mode mode =
        kind == CaptureKind.FULL ? CaptureRequest.Mode.FULL : CaptureRequest.Mode.INCREMENTAL;
    return new Picture(this, store, store.capture(new CaptureRequest(next.id(), mode)));
  }

  Complete write(List<Picture> pictures) {
    List<SubtaskSnapshot> subtasks = new ArrayList<>();
    for (Picture picture : pictures) {
      try (StoreSink sink = next.sink()) {
        subtasks.add(new SubtaskSnapshot(subtasks.size(), picture.capture.write(sink), null));
        sink.finish();
      }
    }
    OperatorSnapshot operator = new OperatorSnapshot("measured", subtasks.size(), subtasks);
    StoredSnapshot stored =
        next.publish(Share.KEY_GROUPS, KeyGroups.RULE, List.of(operator), Map.of());
    pictures.forEach(picture -> picture.published = true);
    next = claim.beginCheckpoint();
    return new Complete(
        stored, pictures.stream().<KeyedStore<?>>map(picture -> picture.store).toList());
  }

  void retainOnly(Complete newest) {
    newest.stores().forEach(store -> store.snapshotCompleted(newest.stored().id()));
    claim.retain(1);
  }

  private void giveUp(long id) {
    if (next.id() == id) {
      next.abort();
      next = claim.beginCheckpoint();
    }
  }

  StoreRestore restoreOf(Complete snapshot, KeyGroupRange keyGroups) {
    List<StoreSnapshot> overlapping =
        snapshot.parts().stream().filter(part -> part.keyGroups().overlaps(keyGroups)).toList();
    return new StoreRestore(overlapping, repository.source(snapshot.stored()), true);
  }

  @Override
  public void close() {
    next.close();
    storage.close();
  }
}
