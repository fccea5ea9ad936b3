package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import io.tidemark.testkit.InMemoryBlobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/** How the runs of snapshots are compressed. */
class CompressionTest {

  private static final int KEYS = 5_000;

  @TempDir Path directory;

  private long snapshots;

  @Test
  void runOfValuesThatDoNotShrink_isNotCompressed() throws Exception {
    assertThat(compressionsOfRandomValues()).containsExactly("NoCompression");
  }

  @Test
  void runOfValuesThatDoNotShrink_isCompressedByWhatTheOptionsName() throws Exception {
    assertThat(compressionsOfRandomValues("state.backend.rocksdb.options.compression", "kZSTD"))
        .containsExactly("ZSTD");
  }

  @Test
  void runOfWords_isCompressed() throws Exception {
    try (Stores stores = new Stores(directory);
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      ValueState<String> state = store.state(StateDescriptor.value("word", Serializers.STRING));
      for (long key = 0; key < KEYS; key++) {
        stores.select(store, key);
        state.update("as ever of the same words " + key);
      }
      Stores.incremental(store, 1, new InMemoryBlobs());

      assertThat(compressions()).containsExactly("LZ4");
    }
  }

  @Test
  void base_isCompressedWhereWhatItIsMadeFromShrank() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    try (Stores stores = new Stores(directory);
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      assertThat(compressionOfBase(stores, store, random::nextBytes)).isEqualTo("NoCompression");
      assertThat(compressionOfBase(stores, store, zeros -> {})).isEqualTo("LZ4");
      assertThat(compressionOfBase(stores, store, random::nextBytes)).isEqualTo("LZ4");
      assertThat(compressionOfBase(stores, store, random::nextBytes)).isEqualTo("NoCompression");
    }
  }

  /** Changes all keys, and more than once, until all that is kept is a base. */
  private String compressionOfBase(Stores stores, KeyedStore<Long> store, Consumer<byte[]> fill)
      throws Exception {
    ValueState<byte[]> state = store.state(StateDescriptor.value("value", Serializers.BYTES));
    for (int half = 0; ; half++) {
      for (long key = half % 2; key < KEYS; key += 2) {
        byte[] value = new byte[100];
        fill.accept(value);
        stores.select(store, key);
        state.update(value);
      }
      StoreSnapshot snapshot = Stores.incremental(store, ++snapshots, new InMemoryBlobs());
      if (half > 0 && snapshot.blobs().size() == 2) {
        assertThat(compressions()).hasSize(1);
        return compressions().iterator().next();
      }
    }
  }

  private Set<String> compressionsOfRandomValues(String... options) throws Exception {
    InMemoryBlobs blobs = new InMemoryBlobs();
    RandomValues values = new RandomValues(new SplittableRandom(7));
    try (Stores stores = new Stores(directory, options);
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      values.change(stores, store, 0, KEYS);
      values.requireIn(Stores.incremental(store, 1, blobs), stores, blobs);
      return compressions();
    }
  }

  /** Those of all runs that are kept. */
  private Set<String> compressions() throws IOException, RocksDBException {
    List<Path> runs;
    try (Stream<Path> all = Files.walk(directory)) {
      runs = all.filter(path -> path.getParent().endsWith("runs")).toList();
    }
    Set<String> names = new TreeSet<>();
    for (Path run : runs) {
      try (Options options = new Options();
          SstFileReader reader = new SstFileReader(options)) {
        reader.open(run.toString());
        names.add(reader.getTableProperties().getCompressionName());
      }
    }
    return names;
  }
}
