package io.tidemark.snapshot.repository;

import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SubtaskSnapshot;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** A job of one operator, its repository, and a clock that stands unless it is turned. */
final class Job {

  static final String NAME = "word-count";
  static final KeyGroupRange KEY_GROUPS = KeyGroupRange.of(0, 127);

  private static final StoreSchema SCHEMA = new StoreSchema(Scalar.STRING, List.of());

  private Job() {}

  /** A clock that is turned by hand. */
  static final class Clock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    void advance(Duration duration) {
      now = now.plus(duration);
    }
  }

  /** Ids of a source that repeats them with the same seed. */
  static Supplier<UUID> ids(long seed) {
    Random random = new Random(seed);
    return () -> {
      synchronized (random) {
        return new UUID(random.nextLong(), random.nextLong());
      }
    };
  }

  static RepositorySettings settings(InstantSource clock, long seed) {
    return new RepositorySettings(clock, ids(seed), Runnable::run, 1, 20 << 10);
  }

  static SnapshotRepository repository(SnapshotStorage storage, InstantSource clock, long seed) {
    return new SnapshotRepository(storage, NAME, settings(clock, seed));
  }

  /** Bytes that are the same for the same seed. */
  static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static BlobRef write(BlobSink sink, BlobScope scope, byte[] bytes) {
    try (BlobWriter<BlobRef> writer = sink.create(scope)) {
      writer.write(bytes, 0, bytes.length);
      return writer.commit();
    }
  }

  static BlobRef write(PendingSnapshot snapshot, BlobScope scope, byte[] bytes) {
    try (StoreSink sink = snapshot.sink()) {
      BlobRef blob = write(sink, scope, bytes);
      sink.finish();
      return blob;
    }
  }

  /** A store that names these blobs, in their order. */
  static StoreSnapshot store(BlobRef... blobs) {
    List<BlobUse> uses =
        Arrays.stream(blobs).map(blob -> new BlobUse(blob, KEY_GROUPS, 0, true)).toList();
    return new StoreSnapshot("test", "runs", 1, KEY_GROUPS, List.of(SCHEMA), uses);
  }

  /** Publishes one subtask a store. */
  static StoredSnapshot publishStores(PendingSnapshot snapshot, StoreSnapshot... stores) {
    return snapshot.publish(128, KeyGroups.RULE, operators(stores), Map.of());
  }

  static StoredSnapshot publish(PendingSnapshot snapshot, BlobRef... blobs) {
    return publishStores(snapshot, store(blobs));
  }

  static List<OperatorSnapshot> operators(StoreSnapshot... stores) {
    List<SubtaskSnapshot> subtasks = new ArrayList<>();
    for (StoreSnapshot store : stores) {
      subtasks.add(new SubtaskSnapshot(subtasks.size(), store, null));
    }
    return List.of(new OperatorSnapshot("count", stores.length, subtasks));
  }

  /** A checkpoint with one shared and one exclusive blob of their own. */
  static StoredSnapshot checkpoint(JobClaim claim, int blobLength) {
    PendingSnapshot pending = claim.beginCheckpoint();
    BlobRef shared = write(pending, BlobScope.SHARED, bytes(blobLength, pending.id()));
    BlobRef own = write(pending, BlobScope.EXCLUSIVE, bytes(blobLength, -pending.id()));
    return publish(pending, shared, own);
  }
}
