package io.tidemark.benchmarks.peer;

import java.util.List;

/**
 * Makes the peers of one class path. Found by {@link java.util.ServiceLoader}; constructing one
 * loads nothing of the systems themselves.
 */
public interface PeerProvider {

  /** The names of the peers, each a system with settings of its own. */
  List<String> names();

  /** Opens the peer of that name. The caller closes it. */
  Peer open(String name, PeerContext context);
}
