package io.tidemark.benchmarks.kafka;

import io.tidemark.benchmarks.peer.DataType;
import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.SupportsValues;
import io.tidemark.benchmarks.peer.ValueStore;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Stores with types, without the changelog topic and the cache of records in front of it: the store
 * alone, at its fastest.
 */
final class KafkaPeer implements Peer, SupportsValues {

  private final boolean inMemory;
  private final PeerContext context;
  private int opened;

  KafkaPeer(boolean inMemory, PeerContext context) {
    this.inMemory = inMemory;
    this.context = context;
  }

  @Override
  public <K, V> ValueStore<K, V> values(DataType<K> keys, DataType<V> values) {
    String name = "measured-" + opened++;
    KeyValueBytesStoreSupplier supplier =
        inMemory ? Stores.inMemoryKeyValueStore(name) : Stores.persistentKeyValueStore(name);
    KeyValueStore<K, V> store =
        Stores.keyValueStoreBuilder(supplier, serde(keys), serde(values))
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    MockProcessorContext<Void, Void> processor =
        new MockProcessorContext<>(
            configuration(), new TaskId(0, 0), context.workDirectory().toFile());
    store.init(processor.getStateStoreContext(), store);
    return new Values<>(store);
  }

  private Properties configuration() {
    Properties configuration = new Properties();
    configuration.put(StreamsConfig.APPLICATION_ID_CONFIG, "measured");
    configuration.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9");
    configuration.put(StreamsConfig.STATE_DIR_CONFIG, context.workDirectory().toString());
    configuration.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemory.class);
    configuration.put(BoundedMemory.BUDGET, context.memoryBudget());
    return configuration;
  }

  @SuppressWarnings("unchecked") // the sealed type says which T it is
  private static <T> Serde<T> serde(DataType<T> type) {
    if (type instanceof DataType.OfLong) {
      return (Serde<T>) Serdes.Long();
    }
    if (type instanceof DataType.OfString) {
      return (Serde<T>) Serdes.String();
    }
    return (Serde<T>) Serdes.ByteArray();
  }

  @Override
  public void close() {}

  private record Values<K, V>(KeyValueStore<K, V> store) implements ValueStore<K, V> {
    @Override
    public @Nullable V get(K key) {
      return store.get(key);
    }

    @Override
    public void put(K key, V value) {
      store.put(key, value);
    }

    @Override
    public void modify(K key, UnaryOperator<V> change) {
      store.put(key, change.apply(store.get(key)));
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
