package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.rocksdb.engine.Engine;
import io.tidemark.rocksdb.engine.EngineSettings;
import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.rocksdb.engine.NativeFileWriter;
import io.tidemark.rocksdb.engine.SortedFileWriter;
import io.tidemark.rocksdb.runs.ColumnTag;
import io.tidemark.rocksdb.runs.RunsEntries;
import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StateBackendException;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import io.tidemark.testkit.InMemoryBlobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots whose bytes are whole, but not those of a snapshot. */
class UnfitSnapshotTest {

  private static final StateDescriptor.OfValue<Long> VALUE =
      StateDescriptor.value("value", Serializers.LONG);
  private static final StateDescriptor.OfValue<Long> EXPIRING =
      StateDescriptor.value("expiring", Serializers.LONG)
          .expiring(TimeToLive.onWrite(Duration.ofMinutes(1)));

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
      store.state(VALUE).update(1L);
      store.state(EXPIRING);
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

  /** Another version, key groups 5 to 3, and bytes behind the end. */
  @ParameterizedTest
  @ValueSource(strings = {"63010203", "02000001000503" + "00", "0200000000" + "00"})
  void wholeBlobThatIsNoCatalog_isCorrupt(String bytes) {
    BlobRef other = write(HexFormat.of().parseHex(bytes));

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

  @Test
  void entryThatIsCutShort_isCorrupt() throws IOException {
    byte[] key = KeyLayout.start(0, ColumnTag.of(schema(VALUE)));

    assertThatThrownBy(
            () ->
                new RunsEntries().walk(withEntry(key, new byte[8]), Stores.ALL, blobs, entry -> {}))
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining("'value'")
        .hasMessageContaining("malformed");
  }

  @Test
  void valueThatIsCutShort_isToldToWhoReadsIt() {
    ThrowingConsumer<KeyedStore<Long>> read = store -> store.state(VALUE).value();
    ThrowingConsumer<KeyedStore<Long>> walk =
        store -> {
          store.state(EXPIRING);
          store.keys("expiring", NoNamespace.INSTANCE).forEach(key -> {});
        };
    assertUnreadable(VALUE, read);
    assertUnreadable(EXPIRING, walk);
  }

  private void assertUnreadable(
      StateDescriptor.OfValue<Long> state, ThrowingConsumer<KeyedStore<Long>> reading) {
    WriteBuffer key = new WriteBuffer(32);
    key.writeShort(KeyGroups.of(1L, Serializers.LONG, Stores.MAX_PARALLELISM, key));
    key.writeLong(ColumnTag.of(schema(state)));
    CurrentKey.append(1L, Serializers.LONG, key);
    StoreSnapshot cut = withEntry(key.toByteArray(), new byte[3]);
    try (KeyedStore<Long> store = stores.restore(Serializers.LONG, Stores.ALL, blobs, cut)) {
      stores.select(store, 1L);

      assertThatThrownBy(() -> reading.accept(store))
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining("'" + state.name() + "'")
          .hasMessageContaining("restore the job from its last snapshot")
          .hasCauseInstanceOf(MalformedBytesException.class);
    }
  }

  private void restore(StoreSnapshot changed) {
    stores.restore(Serializers.LONG, Stores.ALL, blobs, changed).close();
  }

  private StateSchema schema(StateDescriptor<?> state) {
    return snapshot.schemas().get(0).states().stream()
        .filter(schema -> schema.name().equals(state.name()))
        .findFirst()
        .orElseThrow();
  }

  /** The snapshot with one run of one entry. */
  private StoreSnapshot withEntry(byte[] key, byte[] value) {
    Path file = directory.resolve("entry.sst");
    try (Engine engine = new Engine(EngineSettings.plain(1 << 20, 4 << 10, 10));
        SortedFileWriter writer = new NativeFileWriter(engine, file, true)) {
      writer.put(key, value, 0, value.length);
      writer.finish();
      BlobUse use = snapshot.blobs().get(1);
      BlobUse other =
          new BlobUse(write(Files.readAllBytes(file)), Stores.ALL, use.schema(), use.added());
      return with(snapshot.schemas(), List.of(snapshot.blobs().get(0), other));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
