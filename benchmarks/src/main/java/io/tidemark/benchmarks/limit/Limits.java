package io.tidemark.benchmarks.limit;

import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.PeerProvider;
import java.util.List;

/** The limits. */
public final class Limits implements PeerProvider {

  @Override
  public List<String> names() {
    return List.of("hash-map", "raw-rocksdb");
  }

  @Override
  public Peer open(String name, PeerContext context) {
    return name.equals("hash-map") ? new HashMapPeer() : new RawRocksDbPeer(context);
  }
}
