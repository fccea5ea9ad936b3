package io.tidemark.benchmarks.s3;

import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.PeerProvider;
import io.tidemark.benchmarks.peer.S3Access;
import java.util.List;
import java.util.Objects;

/** Those who move blobs to an S3 server and back. */
public final class S3Peers implements PeerProvider {

  @Override
  public List<String> names() {
    return List.of("sdk1-transfer-manager", "sdk2-parts");
  }

  @Override
  public Peer open(String name, PeerContext context) {
    S3Access server = Objects.requireNonNull(context.s3(), "There is no S3 server");
    return name.startsWith("sdk1") ? new TransferManagerPeer(server) : new PartsPeer(server);
  }
}
