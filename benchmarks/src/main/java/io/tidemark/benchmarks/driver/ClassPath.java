package io.tidemark.benchmarks.driver;

/**
 * The class paths of measured processes. They stand apart because the peers bring libraries that
 * exclude each other, above all their own builds of RocksDB.
 */
public enum ClassPath {
  /** Tidemark's, with the limits. */
  TIDEMARK("benchmarks"),
  /** Apache Flink's, with Tidemark's jar for it. */
  FLINK("benchmarks/peer-flink"),
  /** Kafka Streams'. */
  KAFKA("benchmarks/peer-kafka");

  private final String folder;

  ClassPath(String folder) {
    this.folder = folder;
  }

  /** The module's folder under the project's. */
  String folder() {
    return folder;
  }

  /** The one on which the peer of that name is. */
  public static ClassPath ofPeer(String name) {
    if (name.startsWith("flink-") || name.endsWith("-in-flink")) {
      return FLINK;
    }
    return name.startsWith("kafka-") ? KAFKA : TIDEMARK;
  }
}
