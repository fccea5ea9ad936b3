package io.tidemark.benchmarks.tidemark;

import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.PeerProvider;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tidemark's state backends, as configured by their users. */
public final class TidemarkPeers implements PeerProvider {

  private static final Map<String, Map<String, String>> CONFIGURATIONS =
      new TreeMap<>(
          Map.of(
              "tidemark-memory",
              Map.of("state.backend.type", "memory"),
              "tidemark-rocksdb",
              Map.of("state.backend.type", "rocksdb"),
              // Only writes are kept in memory, so every read is one of the database.
              "tidemark-rocksdb-uncached",
              Map.of(
                  "state.backend.type",
                  "rocksdb",
                  "state.backend.rocksdb.object-cache.enabled",
                  "false")));

  /** The reference runtime, for whole jobs. */
  private static final String JOB = "tidemark-job";

  @Override
  public List<String> names() {
    return Stream.concat(CONFIGURATIONS.keySet().stream(), Stream.of(JOB)).toList();
  }

  @Override
  public Peer open(String name, PeerContext context) {
    if (name.equals(JOB)) {
      return new TidemarkJobs(context);
    }
    Map<String, String> configuration = new TreeMap<>(CONFIGURATIONS.get(name));
    if ("rocksdb".equals(configuration.get("state.backend.type"))) {
      configuration.put("state.backend.rocksdb.memory.fixed-per-tm", context.memoryBudget() + " b");
    }
    return new TidemarkPeer(configuration, context);
  }
}
