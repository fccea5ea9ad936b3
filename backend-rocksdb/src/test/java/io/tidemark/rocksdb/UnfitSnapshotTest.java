package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.rocksdb.runs.RunsEntries;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.StateDescriptor;
import io.tidemark.testkit.InMemoryBlobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots whose bytes are whole, but not those of a snapshot. */
class UnfitSnapshotTest {

  @TempDir Path directory;

  private final InMemoryBlobs blobs = new InMemoryBlobs();

  @SuppressWarnings("NullAway.Init")
  private Stores stores;

  @SuppressWarnings("NullAway.Init")
  private StoreSnapshot snapshot;

  @BeforeEach
  void takeASnapshot() {
    stores = new Stores(directory, "execution.checkpointing.local-backup.enabled", "false");
    try (KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      stores.select(store, 1L);
      store.state(StateDescriptor.value("value", Serializers.LONG)).update(1L);
      snapshot = Stores.incremental(store, 1, blobs);
    }
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void catalogLargerThanAnyIs_isCorruptAndNotRead() {
    BlobRef large = new BlobRef.Stored("large", 0, 1L << 40, 0);

    assertThatThrownBy(() -> restore(withCatalog(large)))
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining("'large'")
        .hasMessageContaining("no catalog");
  }

  @Test
  void wholeBlobThatIsNoCatalog_isCorrupt() {
    BlobRef other = write(new byte[] {99, 1, 2, 3});

    assertThatThrownBy(() -> restore(withCatalog(other)))
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining(((BlobRef.Stored) other).name())
        .hasMessageContaining("no catalog");
  }

  @Test
  void entryOfAStateThatNoSchemaHas_isCorrupt() {
    StoreSchema without = new StoreSchema(snapshot.schemas().get(0).key(), List.of());
    StoreSnapshot stateless = with(List.of(without), snapshot.blobs());

    assertThatThrownBy(() -> new RunsEntries().walk(stateless, Stores.ALL, blobs, entry -> {}))
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining("no known state");
  }

  private void restore(StoreSnapshot changed) {
    stores.restore(Serializers.LONG, Stores.ALL, blobs, changed).close();
  }

  private StoreSnapshot withCatalog(BlobRef catalog) {
    List<BlobUse> uses = new ArrayList<>(snapshot.blobs());
    uses.set(0, new BlobUse(catalog, uses.get(0).keyGroups(), uses.get(0).schema(), true));
    return with(snapshot.schemas(), uses);
  }

  private StoreSnapshot with(List<StoreSchema> schemas, List<BlobUse> uses) {
    return new StoreSnapshot(
        snapshot.backend(),
        snapshot.format(),
        snapshot.version(),
        snapshot.keyGroups(),
        schemas,
        uses);
  }

  private BlobRef write(byte[] bytes) {
    try (BlobWriter<BlobRef> writer = blobs.create(BlobScope.EXCLUSIVE)) {
      writer.write(bytes, 0, bytes.length);
      return writer.commit();
    }
  }
}
