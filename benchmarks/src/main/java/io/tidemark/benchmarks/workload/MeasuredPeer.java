package io.tidemark.benchmarks.workload;

import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.PeerContext;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A peer that is measured, opened before it is loaded and closed after it is unloaded. */
@State(Scope.Benchmark)
public abstract class MeasuredPeer extends Measured {

  /** Which peer, by a name that one of the class path's providers knows. */
  @Param("tidemark-memory")
  public String peer = "";

  /** The memory of a peer that bounds it. */
  @Param("" + PeerContext.DEFAULT_MEMORY_BUDGET)
  public long memoryBudget;

  private @Nullable Peer opened;

  @Override
  public void beginTrial() {
    opened = Workplace.current().open(peer, memoryBudget);
    super.beginTrial();
  }

  @Override
  public void endTrial() {
    super.endTrial();
    if (opened != null) {
      opened.close();
    }
  }

  /** Whether the peer has a power. */
  final boolean isAble(Class<?> power) {
    return power.isInstance(opened);
  }

  /** The peer by one of its powers. */
  final <T> T able(Class<T> power) {
    if (!power.isInstance(opened)) {
      throw new IllegalStateException("'" + peer + "' does not have " + power.getSimpleName());
    }
    return power.cast(opened);
  }
}
