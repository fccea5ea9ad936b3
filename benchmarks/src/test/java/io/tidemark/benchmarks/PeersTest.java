package io.tidemark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.benchmarks.limit.Limits;
import io.tidemark.benchmarks.peer.Capture;
import io.tidemark.benchmarks.peer.CaptureKind;
import io.tidemark.benchmarks.peer.DataType;
import io.tidemark.benchmarks.peer.ListStore;
import io.tidemark.benchmarks.peer.MapStore;
import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.Share;
import io.tidemark.benchmarks.peer.Snapshot;
import io.tidemark.benchmarks.peer.SnapshotStore;
import io.tidemark.benchmarks.peer.SupportsLists;
import io.tidemark.benchmarks.peer.SupportsMaps;
import io.tidemark.benchmarks.peer.SupportsSnapshots;
import io.tidemark.benchmarks.peer.SupportsTimers;
import io.tidemark.benchmarks.peer.SupportsValues;
import io.tidemark.benchmarks.peer.TimerStore;
import io.tidemark.benchmarks.peer.ValueStore;
import io.tidemark.benchmarks.tidemark.TidemarkPeers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeersTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tidemark-memory",
        "tidemark-rocksdb",
        "tidemark-rocksdb-uncached",
        "hash-map",
        "raw-rocksdb"
      })
  void values_areKept(String name) throws Exception {
    try (Peer peer = open(name);
        ValueStore<Long, Long> numbers =
            ((SupportsValues) peer).values(DataType.LONG, DataType.LONG);
        ValueStore<String, byte[]> texts =
            ((SupportsValues) peer).values(DataType.STRING, DataType.BYTES)) {
      numbers.put(1L, 10L);
      numbers.modify(1L, value -> value + 1);
      texts.put("a", new byte[] {1, 2});

      assertThat(numbers.get(1L)).isEqualTo(11);
      assertThat(numbers.get(2L)).isNull();
      assertThat(texts.get("a")).containsExactly(1, 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tidemark-memory", "tidemark-rocksdb"})
  void mapsListsAndTimers_areKept(String name) throws Exception {
    try (Peer peer = open(name);
        MapStore<Long> maps = ((SupportsMaps) peer).maps(DataType.LONG);
        ListStore<Long> lists = ((SupportsLists) peer).lists(DataType.LONG);
        TimerStore<Long> timers = ((SupportsTimers) peer).timers(DataType.LONG)) {
      maps.put(1L, 5L, 50L);
      maps.put(1L, 6L, 60L);
      lists.add(1L, 7L);
      lists.add(1L, 8L);
      timers.add(20, 1L);
      timers.add(10, 2L);

      assertThat(maps.get(1L, 5L)).isEqualTo(50);
      assertThat(maps.sum(1L)).isEqualTo(110);
      assertThat(lists.sum(1L)).isEqualTo(15);
      assertThat(timers.poll()).isEqualTo(10);
      assertThat(timers.poll()).isEqualTo(20);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tidemark-memory", "tidemark-rocksdb"})
  void snapshots_areRestoredAtAnotherParallelism(String name) throws Exception {
    int keys = 1000;
    try (Peer peer = open(name)) {
      SupportsSnapshots snapshots = (SupportsSnapshots) peer;
      Snapshot newest;
      try (SnapshotStore<Long, Long> store = open(snapshots, Share.ALL, null)) {
        for (long key = 0; key < keys; key++) {
          store.put(key, key);
        }
        take(snapshots, CaptureKind.INCREMENTAL, store);
        store.put(3L, 33L);
        newest = take(snapshots, CaptureKind.INCREMENTAL, store);
      }

      long found = 0;
      for (int half = 0; half < 2; half++) {
        try (SnapshotStore<Long, Long> store = open(snapshots, new Share(half, 2), newest)) {
          found += store.scan();
          assertThat(store.owns(3L) ? store.get(3L) : (Long) 33L).isEqualTo(33);
        }
      }
      assertThat(found).isEqualTo(keys);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tidemark-memory", "tidemark-rocksdb"})
  void captureThatIsGivenUp_leavesTheNextWhole(String name) throws Exception {
    try (Peer peer = open(name)) {
      SupportsSnapshots snapshots = (SupportsSnapshots) peer;
      Snapshot newest;
      try (SnapshotStore<Long, Long> store = open(snapshots, Share.ALL, null)) {
        store.put(1L, 1L);
        store.capture(CaptureKind.INCREMENTAL).close();
        newest = take(snapshots, CaptureKind.INCREMENTAL, store);
      }
      try (SnapshotStore<Long, Long> store = open(snapshots, Share.ALL, newest)) {
        assertThat(store.get(1L)).isEqualTo(1);
      }
    }
  }

  private static SnapshotStore<Long, Long> open(
      SupportsSnapshots snapshots, Share share, Snapshot from) {
    return snapshots.open(DataType.LONG, DataType.LONG, share, from);
  }

  private static Snapshot take(
      SupportsSnapshots snapshots, CaptureKind kind, SnapshotStore<?, ?> store) {
    try (Capture capture = store.capture(kind)) {
      Snapshot snapshot = snapshots.write(List.of(capture));
      snapshots.retainOnly(snapshot);
      assertThat(snapshot.addedBytes()).isPositive().isLessThanOrEqualTo(snapshot.totalBytes());
      return snapshot;
    }
  }

  private Peer open(String name) throws Exception {
    PeerContext context =
        new PeerContext(
            Files.createDirectories(folder.resolve("work")),
            Files.createDirectories(folder.resolve("snapshots")).toUri(),
            null,
            PeerContext.DEFAULT_MEMORY_BUDGET);
    return Stream.of(new TidemarkPeers(), new Limits())
        .filter(provider -> provider.names().contains(name))
        .findAny()
        .orElseThrow()
        .open(name, context);
  }
}
