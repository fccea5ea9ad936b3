package io.tidemark.benchmarks.limit;

import io.tidemark.benchmarks.peer.DataType;
import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.SupportsFlush;
import io.tidemark.benchmarks.peer.SupportsValues;
import io.tidemark.benchmarks.peer.ValueStore;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksObject;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * RocksDB as a program would use it that has nothing but keys and values: one column family, no
 * write-ahead log, the whole memory budget in one block cache that write buffers are charged to, a
 * filter of 10 bits a key, and one array a key and a value.
 */
final class RawRocksDbPeer implements Peer, SupportsValues, SupportsFlush {

  static {
    RocksDB.loadLibrary();
  }

  private final PeerContext context;
  private int opened;

  RawRocksDbPeer(PeerContext context) {
    this.context = context;
  }

  @Override
  public <K, V> ValueStore<K, V> values(DataType<K> keys, DataType<V> values) {
    try {
      return new Values<>(ByteForm.of(keys), ByteForm.of(values), Database.open(context, opened++));
    } catch (RocksDBException e) {
      throw new IllegalStateException("RocksDB cannot be opened", e);
    }
  }

  @Override
  public void flush(ValueStore<?, ?> store) {
    try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
      ((Values<?, ?>) store).database().rocksDb().flush(options);
    } catch (RocksDBException e) {
      throw new IllegalStateException("RocksDB cannot flush", e);
    }
  }

  @Override
  public void close() {}

  private record Database(RocksDB rocksDb, WriteOptions withoutLog, List<RocksObject> owned) {

    static Database open(PeerContext context, int number) throws RocksDBException {
      Cache cache = new LRUCache(context.memoryBudget());
      WriteBufferManager buffers = new WriteBufferManager(context.memoryBudget() / 2, cache);
      BloomFilter filter = new BloomFilter(10);
      Options options =
          new Options()
              .setCreateIfMissing(true)
              .setWriteBufferManager(buffers)
              .setTableFormatConfig(
                  new BlockBasedTableConfig()
                      .setBlockCache(cache)
                      .setCacheIndexAndFilterBlocks(true)
                      .setFilterPolicy(filter));
      String folder = context.workDirectory().resolve("raw-" + number).toString();
      return new Database(
          RocksDB.open(options, folder),
          new WriteOptions().setDisableWAL(true),
          List.of(options, filter, buffers, cache));
    }

    void close() {
      withoutLog.close();
      rocksDb.close();
      owned.forEach(RocksObject::close);
    }
  }

  private record Values<K, V>(ByteForm<K> keyForm, ByteForm<V> valueForm, Database database)
      implements ValueStore<K, V> {

    @Override
    public @Nullable V get(K key) {
      try {
        byte[] found = database.rocksDb().get(keyForm.toBytes().apply(key));
        return found == null ? null : valueForm.fromBytes().apply(found);
      } catch (RocksDBException e) {
        throw new IllegalStateException("RocksDB cannot read", e);
      }
    }

    @Override
    public void put(K key, V value) {
      try {
        database
            .rocksDb()
            .put(
                database.withoutLog(),
                keyForm.toBytes().apply(key),
                valueForm.toBytes().apply(value));
      } catch (RocksDBException e) {
        throw new IllegalStateException("RocksDB cannot write", e);
      }
    }

    @Override
    public void modify(K key, UnaryOperator<V> change) {
      put(key, change.apply(Objects.requireNonNull(get(key))));
    }

    @Override
    public void close() {
      database.close();
    }
  }
}
