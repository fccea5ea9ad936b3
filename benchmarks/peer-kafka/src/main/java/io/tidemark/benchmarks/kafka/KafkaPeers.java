package io.tidemark.benchmarks.kafka;

import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.PeerProvider;
import java.util.List;

/** The key-value stores of Kafka Streams. */
public final class KafkaPeers implements PeerProvider {

  private static final String IN_MEMORY = "kafka-memory";

  @Override
  public List<String> names() {
    return List.of(IN_MEMORY, "kafka-rocksdb");
  }

  @Override
  public Peer open(String name, PeerContext context) {
    return new KafkaPeer(name.equals(IN_MEMORY), context);
  }
}
