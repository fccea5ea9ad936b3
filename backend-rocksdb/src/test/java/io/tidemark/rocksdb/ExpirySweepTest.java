package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.rocksdb.engine.Scan;
import io.tidemark.rocksdb.runs.ColumnTag;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import io.tidemark.state.ValueState;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expired entries that nobody asks for. */
class ExpirySweepTest {

  private static final int KEYS = 3_000;
  private static final StateDescriptor.OfValue<Long> EXPIRING =
      StateDescriptor.value("expiring", Serializers.LONG)
          .expiring(TimeToLive.onWrite(Duration.ofMinutes(1)));

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

  private static int entries(ObjectCache cache) {
    long tag =
        ColumnTag.of(
            new StateSchema(
                EXPIRING.name(),
                StateKind.VALUE,
                NoNamespace.SERIALIZER.description(),
                null,
                Serializers.LONG.description(),
                true));
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
