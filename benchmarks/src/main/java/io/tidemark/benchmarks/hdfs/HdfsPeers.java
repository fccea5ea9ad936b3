package io.tidemark.benchmarks.hdfs;

import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.PeerProvider;
import java.util.List;

/** Hadoop's client alone. */
public final class HdfsPeers implements PeerProvider {

  @Override
  public List<String> names() {
    return List.of("hadoop-client");
  }

  @Override
  public Peer open(String name, PeerContext context) {
    return new HadoopClientPeer(context.snapshots());
  }
}
