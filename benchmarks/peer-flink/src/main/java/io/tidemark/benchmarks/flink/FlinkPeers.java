package io.tidemark.benchmarks.flink;

import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.PeerProvider;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Flink's state backends, each with and without the documented settings that may help it, and
 * Tidemark's in their place.
 */
public final class FlinkPeers implements PeerProvider {

  private static final String TYPE = "state.backend.type";

  /** Whether a rescale ingests files into RocksDB rather than copying records. */
  private static final String INGEST = "state.backend.rocksdb.use-ingest-db-restore-mode";

  /** Whether files have filters, which tell that a key is not there. */
  private static final String FILTER = "state.backend.rocksdb.use-bloom-filter";

  /** Whether filters and indexes are cached piece by piece, for state larger than memory. */
  private static final String PARTITIONED =
      "state.backend.rocksdb.memory.partitioned-index-filters";

  private static final String HEAP = "hashmap";
  private static final String ROCKSDB = "rocksdb";

  private static final Map<String, Settings> SETTINGS =
      new TreeMap<>(
          Map.of(
              "flink-heap",
              Settings.of(HEAP),
              "flink-heap-compressed",
              new Settings(Map.of(TYPE, HEAP), true, false),
              "flink-heap-buffered",
              new Settings(Map.of(TYPE, HEAP), false, true),
              "flink-rocksdb",
              Settings.of(ROCKSDB),
              "flink-rocksdb-filtered",
              new Settings(
                  Map.of(TYPE, ROCKSDB, FILTER, "true", PARTITIONED, "true"), false, false),
              "flink-rocksdb-ingest",
              new Settings(Map.of(TYPE, ROCKSDB, INGEST, "true"), false, false),
              "tidemark-memory-in-flink",
              tidemark("memory"),
              "tidemark-rocksdb-in-flink",
              tidemark("rocksdb")));

  /**
   * What tells the peers apart.
   *
   * @param configuration what Flink's configuration says of the state backend
   * @param compressed whether full snapshots are compressed
   * @param buffered whether a buffer is put between a file and the restore that reads it, which
   *     Flink itself does not do
   */
  record Settings(Map<String, String> configuration, boolean compressed, boolean buffered) {

    static Settings of(String backend) {
      return new Settings(Map.of(TYPE, backend), false, false);
    }
  }

  private static Settings tidemark(String backend) {
    return new Settings(
        Map.of(TYPE, "io.tidemark.flink.TidemarkStateBackendFactory", "tidemark.backend", backend),
        false,
        false);
  }

  /** The local cluster, for whole jobs. */
  private static final String JOB = "flink-job";

  @Override
  public List<String> names() {
    return Stream.concat(SETTINGS.keySet().stream(), Stream.of(JOB)).toList();
  }

  @Override
  public Peer open(String name, PeerContext context) {
    if (name.equals(JOB)) {
      return new FlinkJobs(context);
    }
    return new FlinkPeer(Objects.requireNonNull(SETTINGS.get(name)), context);
  }
}
