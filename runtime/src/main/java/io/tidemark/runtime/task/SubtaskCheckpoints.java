package io.tidemark.runtime.task;

import io.tidemark.runtime.channel.BarrierHandler;
import io.tidemark.runtime.channel.ChannelElement;
import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.channel.InFlight;
import io.tidemark.snapshot.SubtaskSnapshot;
import io.tidemark.snapshot.operator.OperatorStateCapture;
import io.tidemark.snapshot.operator.OperatorStateSnapshot;
import io.tidemark.snapshot.repository.StoreSink;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSnapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A subtask's part in checkpoints, in two steps. On the subtask's thread, between two batches:
 * operators prepare, the barrier goes on, captures are taken. On another thread: the captures are
 * written, and the subtask acknowledges.
 */
final class SubtaskCheckpoints implements BarrierHandler.Listener {

  private final SubtaskId id;
  private final Attempt attempt;
  private final Chain chain;
  private final List<InputChannel> channels;
  private final TaskEvents events;
  private final CaptureRequest.Mode checkpointMode;
  private final TreeMap<Long, Begun> begun = new TreeMap<>();
  private final TreeMap<Long, Long> alignedSince = new TreeMap<>();

  /** A picture that was taken and is not being written yet. */
  private record Begun(
      Map<String, Captured> operators, long watermark, long alignedSince, Duration sync) {
    void close() {
      operators.values().forEach(Captured::close);
    }
  }

  private record Captured(@Nullable StoreCapture store, OperatorStateCapture states) {
    void close() {
      if (store != null) {
        store.close();
      }
    }
  }

  SubtaskCheckpoints(
      SubtaskId id,
      Attempt attempt,
      Chain chain,
      List<InputChannel> channels,
      TaskEvents events,
      CaptureRequest.Mode checkpointMode) {
    this.id = id;
    this.attempt = attempt;
    this.chain = chain;
    this.channels = channels;
    this.events = events;
    this.checkpointMode = checkpointMode;
  }

  @Override
  public void align(CheckpointBarrier checkpoint) {
    alignedSince.put(checkpoint.id(), attempt.clock().millis());
  }

  @Override
  public void begin(CheckpointBarrier checkpoint) {
    long startedAt = attempt.clock().millis();
    forgetBefore(checkpoint.id());
    chain.beforeCapture(checkpoint.id());
    chain.broadcast(new ChannelElement.Barrier(checkpoint));
    Map<String, Captured> operators =
        capture(
            new CaptureRequest(
                checkpoint.id(),
                checkpoint.isSavepoint() ? CaptureRequest.Mode.SAVEPOINT : checkpointMode));
    Long aligned = alignedSince.remove(checkpoint.id());
    begun.put(
        checkpoint.id(),
        new Begun(
            operators,
            chain.head().currentWatermark(),
            aligned == null ? startedAt : aligned,
            Duration.ofMillis(attempt.clock().millis() - startedAt)));
  }

  private Map<String, Captured> capture(CaptureRequest request) {
    Map<String, Captured> operators = new HashMap<>();
    try {
      for (ChainLink link : chain.links()) {
        KeyedStore<?> store = link.store();
        OperatorStateCapture states = link.states().capture(id.index() == 0);
        operators.put(
            link.name(), new Captured(store == null ? null : store.capture(request), states));
      }
      return operators;
    } catch (Throwable e) {
      operators.values().forEach(Captured::close);
      throw e;
    }
  }

  @Override
  public void end(CheckpointBarrier checkpoint, List<InFlight> inFlight) {
    Begun picture = begun.remove(checkpoint.id());
    if (picture == null) {
      return;
    }
    long since = picture.alignedSince() + picture.sync().toMillis();
    Duration alignment = Duration.ofMillis(Math.max(0, attempt.clock().millis() - since));
    try {
      attempt.executor().execute(() -> write(checkpoint, picture, inFlight, alignment));
    } catch (RejectedExecutionException e) {
      picture.close();
      events.decline(id, checkpoint.id(), e);
    }
  }

  /** The checkpoint will never be published. */
  void aborted(long checkpointId) {
    alignedSince.remove(checkpointId);
    Begun picture = begun.remove(checkpointId);
    if (picture != null) {
      picture.close();
    }
  }

  /** Lets go of pictures that nobody will write. */
  void close() {
    forgetBefore(Long.MAX_VALUE);
  }

  private void forgetBefore(long checkpointId) {
    Map<Long, Begun> older = begun.headMap(checkpointId);
    older.values().forEach(Begun::close);
    older.clear();
    alignedSince.headMap(checkpointId).clear();
  }

  private void write(
      CheckpointBarrier checkpoint, Begun picture, List<InFlight> inFlight, Duration alignment) {
    long startedAt = attempt.clock().millis();
    try (StoreSink sink = attempt.sinks().open(checkpoint.id())) {
      Map<String, SubtaskSnapshot> parts = new HashMap<>();
      for (Map.Entry<String, Captured> operator : picture.operators().entrySet()) {
        SubtaskSnapshot part = write(operator.getValue(), sink);
        if (part.keyed() != null || part.operatorState() != null) {
          parts.put(operator.getKey(), part);
        }
      }
      OperatorStateSnapshot task =
          TaskState.capture(id.task(), id.index(), picture.watermark(), inFlight, channels)
              .write(sink);
      parts.put(TaskState.nameOf(id.task()), new SubtaskSnapshot(id.index(), null, task));
      sink.finish();
      long async = attempt.clock().millis() - startedAt;
      events.acknowledge(
          id,
          checkpoint.id(),
          new TaskSnapshot(
              parts,
              new TaskSnapshot.Phases(
                  alignment,
                  picture.sync(),
                  Duration.ofMillis(async),
                  inFlight.isEmpty() ? 0 : task.totalBytes())));
    } catch (RuntimeException e) {
      events.decline(id, checkpoint.id(), e);
    } catch (Error e) {
      events.decline(id, checkpoint.id(), e);
      throw e;
    } finally {
      picture.close();
    }
  }

  private SubtaskSnapshot write(Captured captured, StoreSink sink) {
    StoreSnapshot keyed = captured.store() == null ? null : captured.store().write(sink);
    OperatorStateSnapshot states = captured.states().write(sink);
    return new SubtaskSnapshot(id.index(), keyed, states.states().isEmpty() ? null : states);
  }
}
