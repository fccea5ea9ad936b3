package io.tidemark.benchmarks.catalog;

/** One of the two state backends, and who is measured beside it. */
enum Side {
  MEMORY("memory", Peers.MEMORY, Peers.FLINK_HEAP, Peers.KAFKA_MEMORY, 2),
  ROCKSDB("rocksdb", Peers.ROCKSDB, Peers.FLINK_ROCKSDB, Peers.KAFKA_ROCKSDB, 4);

  private final String prefix;
  private final String subject;
  private final String flink;
  private final String kafka;
  private final int loadSeconds;

  Side(String prefix, String subject, String flink, String kafka, int loadSeconds) {
    this.prefix = prefix;
    this.subject = subject;
    this.flink = flink;
    this.kafka = kafka;
    this.loadSeconds = loadSeconds;
  }

  /** As a title has it. */
  String state() {
    return this == MEMORY ? "memory" : "RocksDB";
  }

  String subject() {
    return subject;
  }

  String flink() {
    return flink;
  }

  String kafka() {
    return kafka;
  }

  /** The name of an experiment. */
  String named(String name) {
    return prefix + "-" + name;
  }

  /** An experiment with Tidemark and Flink. */
  Draft draft(String name, String benchmark) {
    return Draft.of(named(name), benchmark).peers(subject, flink).loading(loadSeconds);
  }

  /** What is to be reached differs. */
  double reach(double inMemory, double inRocksDb) {
    return this == MEMORY ? inMemory : inRocksDb;
  }
}
