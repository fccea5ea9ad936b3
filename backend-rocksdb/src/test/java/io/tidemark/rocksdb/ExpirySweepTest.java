package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.rocksdb.engine.Scan;
import io.tidemark.rocksdb.runs.ColumnTag;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreCapture;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import io.tidemark.state.ValueState;
import io.tidemark.testkit.InMemoryBlobs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expired entries that nobody asks for. */
class ExpirySweepTest {

  private static final int KEYS = 3_000;
  private static final StateDescriptor.OfValue<Long> EXPIRING =
      StateDescriptor.value("expiring", Serializers.LONG)
          .expiring(TimeToLive.onWrite(Duration.ofMinutes(1)));

  private static final StateSchema SCHEMA =
      new StateSchema(
          EXPIRING.name(),
          StateKind.VALUE,
          NoNamespace.SERIALIZER.description(),
          null,
          Serializers.LONG.description(),
          true);

  @TempDir Path directory;

  @Test
  void expiredEntriesThatNobodyReads_leaveTheDatabaseWhileOtherKeysAreWorkedOn() {
    try (Stores stores = new Stores(directory);
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      ObjectCache cache = ((RocksDbKeyedStore<Long>) store).cache();
      ValueState<Long> expiring = store.state(EXPIRING);
      for (long key = 0; key < KEYS; key++) {
        stores.select(store, key);
        expiring.update(key);
      }
      cache.flush();
      assertThat(entries(cache)).isEqualTo(KEYS);

      stores.advance(Duration.ofMinutes(2).toMillis());
      stores.select(store, (long) KEYS);
      expiring.update(1L);
      for (int i = 0; i < 200_000; i++) {
        stores.select(store, (long) KEYS);
      }
      cache.flush();

      assertThat(entries(cache)).isOne();
      assertThat(expiring.value()).isEqualTo(1);
    }
  }

  @Test
  void entriesThatAreWrittenAnewAndLeaveTheCacheDuringASweep_stay() {
    InMemoryBlobs blobs = new InMemoryBlobs();
    try (Stores stores =
            new Stores(directory, "state.backend.rocksdb.object-cache.enabled", "false");
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      ObjectCache cache = ((RocksDbKeyedStore<Long>) store).cache();
      ValueState<Long> expiring = store.state(EXPIRING);
      update(store, expiring, 0);
      cache.flush();
      stores.advance(Duration.ofMinutes(2).toMillis());
      update(store, expiring, 1);
      StoreCapture capture = store.capture(new CaptureRequest(1, Mode.INCREMENTAL));
      Runnable takeOver =
          () -> {
            capture.write(blobs);
            capture.close();
            for (long key = KEYS; key < KEYS + 200; key++) {
              store.setCurrentKey(key, 0);
              assertThat(expiring.value()).isNull();
            }
          };
      Expiry expiry = Expiry.of(EXPIRING.timeToLive());
      Column column = new WatchedColumn(SCHEMA, expiry, takeOver);
      new ExpirySweep(cache, KeyGroupRange.of(0, 0))
          .step(List.of(new StoreExpiry.Expiring(column, expiry)), stores.now());

      for (long key = 1; key < KEYS; key++) {
        store.setCurrentKey(key, 0);
        assertThat(expiring.value()).as("key %d", key).isEqualTo(key);
      }
    }
  }

  private static void update(KeyedStore<Long> store, ValueState<Long> state, long first) {
    for (long key = first; key < KEYS; key++) {
      store.setCurrentKey(key, 0);
      state.update(key);
    }
  }

  /** Does something when a sweep looks at the first entry of the database. */
  private static final class WatchedColumn extends Column {

    private final ScalarColumn<Long> column;
    private final Runnable atFirst;
    private boolean begun;

    WatchedColumn(StateSchema schema, Expiry expiry, Runnable atFirst) {
      super(schema);
      this.column = new ScalarColumn<>(schema, Serializers.LONG, expiry);
      this.atFirst = atFirst;
    }

    @Override
    Change write(Content content, WriteBuffer out) {
      return column.write(content, out);
    }

    @Override
    void read(ReadBuffer in, Entry entry) {
      column.read(in, entry);
    }

    @Override
    boolean isMutable() {
      return column.isMutable();
    }

    @Override
    int weigh(Entry entry) {
      return column.weigh(entry);
    }

    @Override
    boolean isLive(Entry entry, long now) {
      return column.isLive(entry, now);
    }

    @Override
    boolean isLive(ReadBuffer stored, long now) {
      if (!begun) {
        begun = true;
        atFirst.run();
      }
      return column.isLive(stored, now);
    }
  }

  private static int entries(ObjectCache cache) {
    long tag = ColumnTag.of(SCHEMA);
    int entries = 0;
    for (int keyGroup = 0; keyGroup < Stores.MAX_PARALLELISM; keyGroup++) {
      byte[] start = KeyLayout.start(keyGroup, tag);
      try (Scan scan =
          cache.database().scan(keyGroup, start, KeyLayout.after(start, start.length))) {
        for (; scan.isValid(); scan.next()) {
          entries++;
        }
      }
    }
    return entries;
  }
}
