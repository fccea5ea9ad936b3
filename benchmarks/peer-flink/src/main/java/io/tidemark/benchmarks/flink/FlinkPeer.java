package io.tidemark.benchmarks.flink;

import io.tidemark.benchmarks.peer.Capture;
import io.tidemark.benchmarks.peer.DataType;
import io.tidemark.benchmarks.peer.ListStore;
import io.tidemark.benchmarks.peer.MapStore;
import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.Share;
import io.tidemark.benchmarks.peer.Snapshot;
import io.tidemark.benchmarks.peer.SnapshotStore;
import io.tidemark.benchmarks.peer.SupportsExpiry;
import io.tidemark.benchmarks.peer.SupportsLists;
import io.tidemark.benchmarks.peer.SupportsMaps;
import io.tidemark.benchmarks.peer.SupportsSnapshots;
import io.tidemark.benchmarks.peer.SupportsTimers;
import io.tidemark.benchmarks.peer.SupportsValues;
import io.tidemark.benchmarks.peer.TimerStore;
import io.tidemark.benchmarks.peer.ValueStore;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.jspecify.annotations.Nullable;

/** One of Flink's keyed state backends, with checkpoints on local files. */
final class FlinkPeer
    implements Peer,
        SupportsValues,
        SupportsExpiry,
        SupportsMaps,
        SupportsLists,
        SupportsTimers,
        SupportsSnapshots {

  private final Task task;
  private final Checkpoints checkpoints;
  private final boolean buffered;

  FlinkPeer(FlinkPeers.Settings settings, PeerContext context) {
    FileSystems.initialize(context);
    this.task = new Task(settings, context);
    this.checkpoints = new Checkpoints(context.snapshots(), task.jobId());
    this.buffered = settings.buffered();
  }

  @Override
  public <K, V> ValueStore<K, V> values(DataType<K> keys, DataType<V> values) {
    return open(keys, values, Share.ALL, null);
  }

  @Override
  public <K, V> ValueStore<K, V> expiringValues(
      DataType<K> keys, DataType<V> values, Duration timeToLive) {
    ValueStateDescriptor<V> descriptor = descriptor(values);
    descriptor.enableTimeToLive(StateTtlConfig.newBuilder(timeToLive).build());
    return new FlinkValues<>(open(keys, Share.ALL, List.of()), descriptor, checkpoints);
  }

  @Override
  public <K> MapStore<K> maps(DataType<K> keys) {
    return new FlinkMaps<>(open(keys, Share.ALL, List.of()));
  }

  @Override
  public <K> ListStore<K> lists(DataType<K> keys) {
    return new FlinkLists<>(open(keys, Share.ALL, List.of()));
  }

  @Override
  public <K> TimerStore<K> timers(DataType<K> keys) {
    return new FlinkTimers<>(open(keys, Share.ALL, List.of()));
  }

  @Override
  public <K, V> SnapshotStore<K, V> open(
      DataType<K> keys, DataType<V> values, Share share, @Nullable Snapshot snapshot) {
    List<KeyedStateHandle> handles =
        snapshot == null
            ? List.of()
            : ((Checkpoints.Complete) snapshot).handlesFor(Task.keyGroups(share));
    return new FlinkValues<>(open(keys, share, handles), descriptor(values), checkpoints);
  }

  @Override
  public Snapshot write(List<? extends Capture> shares) {
    return checkpoints.write(shares.stream().map(Checkpoints.Picture.class::cast).toList());
  }

  @Override
  public void retainOnly(Snapshot newest) {
    checkpoints.retainOnly((Checkpoints.Complete) newest);
  }

  private <K> AbstractKeyedStateBackend<K> open(
      DataType<K> keys, Share share, List<KeyedStateHandle> handles) {
    List<KeyedStateHandle> read =
        buffered ? handles.stream().map(BufferedHandle::around).toList() : handles;
    return task.open(Types.of(keys), share, read);
  }

  private static <V> ValueStateDescriptor<V> descriptor(DataType<V> values) {
    return new ValueStateDescriptor<>("values", Types.of(values));
  }

  @Override
  public void close() {
    task.close();
  }
}
