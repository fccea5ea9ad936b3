package io.tidemark.testkit.repository;

import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SubtaskSnapshot;
import io.tidemark.snapshot.repository.PendingSnapshot;
import io.tidemark.snapshot.repository.StoreSink;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Snapshots of one store, of which nothing is known but that it has these blobs. */
final class BlobSnapshots {

  private static final KeyGroupRange ALL = KeyGroupRange.all(128);
  private static final StoreSchema SCHEMA = new StoreSchema(Scalar.STRING, List.of());

  private BlobSnapshots() {}

  /** Writes a blob of random bytes. */
  static BlobRef write(PendingSnapshot snapshot, BlobScope scope, Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    try (StoreSink sink = snapshot.sink();
        BlobWriter<BlobRef> writer = sink.create(scope)) {
      writer.write(bytes, 0, bytes.length);
      BlobRef blob = writer.commit();
      sink.finish();
      return blob;
    }
  }

  static StoredSnapshot publish(PendingSnapshot snapshot, Collection<BlobRef> blobs) {
    List<BlobUse> uses =
        blobs.stream().distinct().map(blob -> new BlobUse(blob, ALL, 0, true)).toList();
    StoreSnapshot store = new StoreSnapshot("blobs", "runs", 1, ALL, List.of(SCHEMA), uses);
    OperatorSnapshot operator =
        new OperatorSnapshot("count", 1, List.of(new SubtaskSnapshot(0, store, null)));
    return snapshot.publish(128, KeyGroups.RULE, List.of(operator), Map.of());
  }
}
