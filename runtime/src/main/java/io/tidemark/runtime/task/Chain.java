package io.tidemark.runtime.task;

import io.tidemark.runtime.channel.ChannelElement;
import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.operator.TakesPartInCheckpoints;
import io.tidemark.spi.ReportsChanges;
import java.util.List;

/** The operators of a subtask, first to last. Belongs to the subtask's thread. */
final class Chain implements AutoCloseable {

  private final List<ChainLink> links;
  private final List<ChainLink> last;

  /**
   * @param links the tree's root first, each after the one above it
   */
  Chain(List<ChainLink> links) {
    this.links = List.copyOf(links);
    this.last = this.links.stream().filter(ChainLink::isLast).toList();
  }

  ChainLink head() {
    return links.get(0);
  }

  List<ChainLink> links() {
    return links;
  }

  /** Opens the last operators first, so that each may emit as soon as it is open. */
  void open() {
    for (int i = links.size() - 1; i >= 0; i--) {
      links.get(i).operator().open();
    }
  }

  /** How far event time has come behind all operators. */
  long outputWatermark() {
    long least = Long.MAX_VALUE;
    for (ChainLink link : last) {
      least = Math.min(least, link.outputWatermark());
    }
    return least;
  }

  boolean hasRoom() {
    for (ChainLink link : links) {
      if (!link.outputsHaveRoom()) {
        return false;
      }
    }
    return true;
  }

  void flush() {
    links.forEach(ChainLink::flush);
  }

  void broadcast(ChannelElement element) {
    links.forEach(link -> link.broadcast(element));
  }

  void beforeCapture(long checkpointId) {
    for (ChainLink link : links) {
      if (link.operator() instanceof TakesPartInCheckpoints part) {
        part.beforeCapture(checkpointId);
      }
    }
  }

  void checkpointCompleted(long checkpointId, CheckpointBarrier.Kind kind) {
    for (ChainLink link : links) {
      if (link.store() != null) {
        link.store().snapshotCompleted(checkpointId);
      }
      if (kind != CheckpointBarrier.Kind.SAVEPOINT
          && link.operator() instanceof TakesPartInCheckpoints part) {
        part.checkpointCompleted(checkpointId);
      }
    }
  }

  /** Of those stores that can tell. */
  long changedBytes() {
    long bytes = 0;
    for (ChainLink link : links) {
      if (link.store() instanceof ReportsChanges changes) {
        bytes += changes.changedBytes();
      }
    }
    return bytes;
  }

  void checkpointAborted(long checkpointId) {
    for (ChainLink link : links) {
      if (link.store() != null) {
        link.store().snapshotDiscarded(checkpointId);
      }
    }
  }

  /**
   * Closes all operators, whatever becomes of some; the first failure is thrown with the others in
   * it.
   */
  @Override
  public void close() {
    RuntimeException first = null;
    for (ChainLink link : links) {
      try {
        link.close();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
