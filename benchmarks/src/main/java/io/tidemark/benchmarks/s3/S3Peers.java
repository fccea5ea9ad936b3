package io.tidemark.benchmarks.s3;

import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.PeerProvider;
import java.net.URI;
import java.util.List;

/** Those who move blobs. The server's address comes by the system property {@value #ENDPOINT}. */
public final class S3Peers implements PeerProvider {

  static final String ENDPOINT = "tidemark.benchmarks.s3";

  @Override
  public List<String> names() {
    return List.of("tidemark-s3", "tidemark-s3-sdk1", "sdk1-transfer-manager", "sdk2-parts");
  }

  @Override
  public Peer open(String name, PeerContext context) {
    URI endpoint = URI.create(System.getProperty(ENDPOINT, "http://127.0.0.1:9000"));
    return switch (name) {
      case "sdk1-transfer-manager" -> new TransferManagerPeer(endpoint);
      case "sdk2-parts" -> new PartsPeer(endpoint);
      default -> new S3StoragePeer(endpoint, name.endsWith("sdk1") ? "sdk1" : "sdk2");
    };
  }
}
