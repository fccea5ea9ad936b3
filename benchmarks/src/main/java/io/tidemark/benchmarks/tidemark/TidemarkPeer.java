package io.tidemark.benchmarks.tidemark;

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
import io.tidemark.config.Configuration;
import io.tidemark.snapshot.CheckpointingOptions;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendProviders;
import io.tidemark.spi.StateOptions;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreRestore;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** One state backend of Tidemark, with a snapshot repository on local files. */
final class TidemarkPeer
    implements Peer,
        SupportsValues,
        SupportsExpiry,
        SupportsMaps,
        SupportsLists,
        SupportsTimers,
        SupportsSnapshots {

  /** As many as the command line gives a job. */
  private static final int IO_THREADS = Math.max(4, Runtime.getRuntime().availableProcessors());

  private final ExecutorService io =
      Executors.newFixedThreadPool(
          IO_THREADS,
          work -> {
            Thread thread = new Thread(work, "tidemark");
            thread.setDaemon(true);
            return thread;
          });
  private final StateBackend backend;
  private final JobSnapshots snapshots;

  TidemarkPeer(Map<String, String> settings, PeerContext context) {
    Map<String, String> all = new TreeMap<>(settings);
    // What is restored is restored as on a machine that has nothing of it yet.
    all.put(CheckpointingOptions.LOCAL_BACKUP.key(), "false");
    Configuration configuration = Configuration.of(all);
    InstantSource clock = InstantSource.system();
    backend =
        StateBackendProviders.load(getClass().getClassLoader())
            .named(configuration.get(StateOptions.BACKEND))
            .create(
                new BackendContext(
                    configuration, context.workDirectory(), io, clock, MetricGroup.none()));
    snapshots = new JobSnapshots(context.snapshots(), configuration, clock, io, IO_THREADS);
  }

  @Override
  public <K, V> ValueStore<K, V> values(DataType<K> keys, DataType<V> values) {
    return open(keys, values, Share.ALL, null);
  }

  @Override
  public <K, V> ValueStore<K, V> expiringValues(
      DataType<K> keys, DataType<V> values, Duration timeToLive) {
    return new TidemarkValues<>(
        keyed(keys, Share.ALL, StoreRestore.none()),
        StateDescriptor.value("values", Types.of(values)).expiring(TimeToLive.onWrite(timeToLive)),
        snapshots);
  }

  @Override
  public <K> MapStore<K> maps(DataType<K> keys) {
    return new TidemarkMaps<>(keyed(keys, Share.ALL, StoreRestore.none()));
  }

  @Override
  public <K> ListStore<K> lists(DataType<K> keys) {
    return new TidemarkLists<>(keyed(keys, Share.ALL, StoreRestore.none()));
  }

  @Override
  public <K> TimerStore<K> timers(DataType<K> keys) {
    return new TidemarkTimers<>(keyed(keys, Share.ALL, StoreRestore.none()));
  }

  @Override
  public <K, V> SnapshotStore<K, V> open(
      DataType<K> keys, DataType<V> values, Share share, @Nullable Snapshot snapshot) {
    StoreRestore restore =
        snapshot == null
            ? StoreRestore.none()
            : snapshots.restoreOf((JobSnapshots.Complete) snapshot, keyGroups(share));
    return new TidemarkValues<>(
        keyed(keys, share, restore), StateDescriptor.value("values", Types.of(values)), snapshots);
  }

  @Override
  public Snapshot write(List<? extends Capture> shares) {
    return snapshots.write(shares.stream().map(JobSnapshots.Picture.class::cast).toList());
  }

  @Override
  public void retainOnly(Snapshot newest) {
    snapshots.retainOnly((JobSnapshots.Complete) newest);
  }

  private <K> CurrentKey<K> keyed(DataType<K> keys, Share share, StoreRestore restore) {
    StoreRequest<K> request =
        new StoreRequest<>(
            "measured", share.index(), keyGroups(share), Share.KEY_GROUPS, Types.of(keys));
    return new CurrentKey<>(backend.open(request, restore));
  }

  private static KeyGroupRange keyGroups(Share share) {
    return KeyGroups.rangeOf(share.index(), share.parts(), Share.KEY_GROUPS);
  }

  @Override
  public void close() {
    snapshots.close();
    backend.close();
    io.shutdownNow();
  }
}
