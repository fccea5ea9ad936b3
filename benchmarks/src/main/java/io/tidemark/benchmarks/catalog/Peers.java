package io.tidemark.benchmarks.catalog;

/** The names of the peers. */
final class Peers {

  static final String MEMORY = "tidemark-memory";
  static final String MEMORY_UNCOMPRESSED = "tidemark-memory-uncompressed";
  static final String ROCKSDB = "tidemark-rocksdb";
  static final String ROCKSDB_UNCACHED = "tidemark-rocksdb-uncached";
  static final String ROCKSDB_UNCOMPRESSED = "tidemark-rocksdb-uncompressed";
  static final String MEMORY_IN_FLINK = "tidemark-memory-in-flink";
  static final String ROCKSDB_IN_FLINK = "tidemark-rocksdb-in-flink";
  static final String FLINK_HEAP = "flink-heap";
  static final String FLINK_HEAP_COMPRESSED = "flink-heap-compressed";
  static final String FLINK_HEAP_BUFFERED = "flink-heap-buffered";
  static final String FLINK_ROCKSDB = "flink-rocksdb";
  static final String FLINK_ROCKSDB_FILTERED = "flink-rocksdb-filtered";
  static final String FLINK_ROCKSDB_INGEST = "flink-rocksdb-ingest";
  static final String KAFKA_MEMORY = "kafka-memory";
  static final String KAFKA_ROCKSDB = "kafka-rocksdb";
  static final String HASH_MAP = "hash-map";
  static final String RAW_ROCKSDB = "raw-rocksdb";
  static final String FILE_COPY = "file-copy";

  private Peers() {}
}
