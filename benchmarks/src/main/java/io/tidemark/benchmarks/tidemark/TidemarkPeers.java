package io.tidemark.benchmarks.tidemark;

import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.PeerProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Tidemark's state backends, storages and runtime, as configured by their users. */
public final class TidemarkPeers implements PeerProvider {

  private static final Map<String, Map<String, String>> BACKENDS =
      new TreeMap<>(
          Map.of(
              "tidemark-memory",
              Map.of("state.backend.type", "memory"),
              "tidemark-memory-uncompressed",
              Map.of(
                  "state.backend.type",
                  "memory",
                  "execution.checkpointing.snapshot-compression",
                  "false"),
              "tidemark-rocksdb",
              Map.of("state.backend.type", "rocksdb"),
              "tidemark-rocksdb-uncompressed",
              Map.of(
                  "state.backend.type",
                  "rocksdb",
                  "state.backend.rocksdb.compression.enabled",
                  "false"),
              "tidemark-rocksdb-uncached",
              Map.of(
                  "state.backend.type",
                  "rocksdb",
                  "state.backend.rocksdb.object-cache.enabled",
                  "false")));

  private static final Map<String, Map<String, String>> STORAGES =
      new TreeMap<>(
          Map.of("tidemark-s3", Map.of(), "tidemark-s3-sdk1", Map.of("s3.client", "sdk1")));

  /** The reference runtime, for whole jobs. */
  private static final String JOB = "tidemark-job";

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(BACKENDS.keySet());
    names.addAll(STORAGES.keySet());
    names.add(JOB);
    return names;
  }

  @Override
  public Peer open(String name, PeerContext context) {
    if (name.equals(JOB)) {
      return new TidemarkJobs(context);
    }
    Map<String, String> ofStorage = STORAGES.get(name);
    if (ofStorage != null) {
      return new StoragePeer(ofStorage, context);
    }
    Map<String, String> configuration = new TreeMap<>(StorageSettings.of(context));
    configuration.putAll(Objects.requireNonNull(BACKENDS.get(name)));
    if ("rocksdb".equals(configuration.get("state.backend.type"))) {
      configuration.put("state.backend.rocksdb.memory.fixed-per-tm", context.memoryBudget() + " b");
    }
    return new TidemarkPeer(configuration, context);
  }
}
