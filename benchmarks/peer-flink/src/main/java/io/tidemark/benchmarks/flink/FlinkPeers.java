package io.tidemark.benchmarks.flink;

import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.PeerProvider;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Flink's state backends, each with and without the documented settings that may help it. */
public final class FlinkPeers implements PeerProvider {

  private static final Map<String, Settings> SETTINGS =
      new TreeMap<>(
          Map.of(
              "flink-heap", new Settings(false, false, false, false),
              "flink-heap-compressed", new Settings(false, true, false, false),
              "flink-heap-buffered", new Settings(false, false, true, false),
              "flink-rocksdb", new Settings(true, false, false, false),
              "flink-rocksdb-ingest", new Settings(true, false, false, true)));

  /**
   * What tells the peers apart.
   *
   * @param rocksDb whether state is in RocksDB rather than on the heap
   * @param compressed whether full snapshots are compressed
   * @param buffered whether a buffer is put between a file and the restore that reads it, which
   *     Flink itself does not do
   * @param ingesting whether a rescale ingests files into RocksDB rather than copying records
   */
  record Settings(boolean rocksDb, boolean compressed, boolean buffered, boolean ingesting) {}

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
