package io.tidemark.snapshot.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Seed;
import io.tidemark.serialization.Serializers;
import io.tidemark.snapshot.portable.MemoryBlobs;
import io.tidemark.snapshot.portable.PortableEntries;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.state.BroadcastMap;
import io.tidemark.state.IncompatibleStateException;
import io.tidemark.state.OperatorList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorStateStoreTest {

  private final MemoryBlobs blobs = new MemoryBlobs();

  @Test
  void unchangedParallelism_keepsWhatEachHad() {
    List<OperatorStateSnapshot> snapshots = List.of(split(0, 10), split(10, 11), split(11, 40));

    assertThat(splitList(snapshots, 0, 3)).isEqualTo(range(0, 10));
    assertThat(splitList(snapshots, 1, 3)).isEqualTo(range(10, 11));
    assertThat(splitList(snapshots, 2, 3)).isEqualTo(range(11, 40));
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "4", "5", "7", "50"})
  void changedParallelism_dealsOutEvenlyInOrder(int parallelism) {
    List<OperatorStateSnapshot> snapshots =
        List.of(split(0, 10), OperatorStateSnapshot.empty(), split(10, 41));

    List<Long> all = new ArrayList<>();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      List<Long> share = splitList(snapshots, subtask, parallelism);
      assertThat(share.size()).isBetween(41 / parallelism, 41 / parallelism + 1);
      all.addAll(share);
    }
    assertThat(all).isEqualTo(range(0, 41));
  }

  @Test
  void unionList_isWholeEverywhere() {
    List<OperatorStateSnapshot> snapshots = new ArrayList<>();
    for (int subtask = 0; subtask < 3; subtask++) {
      OperatorStateStore store = OperatorStateStore.open(OperatorStateRestore.none("op"));
      store.unionList("all", Serializers.STRING).add("from " + subtask);
      snapshots.add(write(store, false));
    }
    for (int subtask = 0; subtask < 2; subtask++) {
      assertThat(restore(snapshots, subtask, 2).unionList("all", Serializers.STRING).get())
          .containsExactly("from 0", "from 1", "from 2");
    }
  }

  @Test
  void broadcastMap_isTheCopyThatWasWritten() {
    List<OperatorStateSnapshot> snapshots =
        List.of(broadcast(false, "a", 1L), broadcast(true, "a", 1L), broadcast(false, "a", 1L));
    assertThat(snapshots.get(0).blob()).as("not written, no bytes").isNull();
    assertThat(snapshots.get(0).states().get(0).digest())
        .isEqualTo(snapshots.get(1).states().get(0).digest());

    for (int subtask = 0; subtask < 5; subtask++) {
      BroadcastMap<String, Long> map =
          restore(snapshots, subtask, 5)
              .broadcastMap("rules", Serializers.STRING, Serializers.LONG);
      assertThat(map.entries()).isEqualTo(Map.of("a", 1L));
    }
  }

  @Test
  void broadcastMapsThatDiffer_areFoundByTheirDigest() {
    assertThat(broadcast(false, "a", 1L).states().get(0).digest())
        .isNotEqualTo(broadcast(false, "a", 2L).states().get(0).digest());
    assertThat(broadcast(false, "a", 1L).states().get(0).digest())
        .isNotEqualTo(broadcast(false, "b", 1L).states().get(0).digest());
  }

  @Test
  void broadcastMapThatNobodyWrote_isCorrupt() {
    List<OperatorStateSnapshot> snapshots = List.of(broadcast(false, "a", 1L));

    assertThatThrownBy(() -> restore(snapshots, 0, 1))
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining("'rules'");
  }

  @Test
  void capture_isNotDisturbedByLaterChanges() {
    OperatorStateStore store = OperatorStateStore.open(OperatorStateRestore.none("op"));
    OperatorList<Long> list = store.splitList("list", Serializers.LONG);
    OperatorList<byte[]> mutable = store.unionList("mutable", Serializers.BYTES);
    BroadcastMap<String, Long> map =
        store.broadcastMap("map", Serializers.STRING, Serializers.LONG);
    list.update(range(0, 3));
    byte[] value = {1};
    mutable.add(value);
    map.put("kept", 1L);
    map.put("changed", 1L);
    map.put("removed", 1L);

    OperatorStateCapture capture = store.capture(true);
    list.add(3L);
    list.clear();
    list.add(99L);
    value[0] = 2;
    map.put("changed", 2L);
    map.put("new", 2L);
    map.remove("removed");
    OperatorStateStore restored = restore(List.of(capture.write(blobs)), 0, 1);

    assertThat(restored.splitList("list", Serializers.LONG).get()).isEqualTo(range(0, 3));
    assertThat(restored.unionList("mutable", Serializers.BYTES).get())
        .singleElement()
        .isEqualTo(new byte[] {1});
    assertThat(restored.broadcastMap("map", Serializers.STRING, Serializers.LONG).entries())
        .isEqualTo(Map.of("kept", 1L, "changed", 1L, "removed", 1L));
    assertThat(list.get()).containsExactly(99L);
    assertThat(map.entries()).isEqualTo(Map.of("kept", 1L, "changed", 2L, "new", 2L));
  }

  @Test
  void randomChanges_areWhatAListAndAMapDo() {
    Seed seed = Seed.of(OperatorStateStoreTest.class);
    Random random = seed.random();
    OperatorStateStore store = OperatorStateStore.open(OperatorStateRestore.none("op"));
    List<Long> list = new ArrayList<>();
    Map<Integer, String> map = new HashMap<>();
    for (int round = 0; round < 2_000; round++) {
      OperatorList<Long> ours = store.splitList("list", Serializers.LONG);
      BroadcastMap<Integer, String> ourMap =
          store.broadcastMap("map", Serializers.INT, Serializers.STRING);
      long number = random.nextInt(50);
      switch (random.nextInt(40)) {
        case 0 -> {
          ours.clear();
          list.clear();
        }
        case 1 -> {
          List<Long> fresh = range(0, number);
          ours.update(fresh);
          list = new ArrayList<>(fresh);
        }
        case 2 -> {
          ourMap.clear();
          map.clear();
        }
        case 3 -> store = restore(List.of(write(store, true)), 0, 1);
        case 4, 5, 6, 7, 8 -> {
          ourMap.remove((int) number);
          map.remove((int) number);
        }
        case 9, 10, 11, 12, 13, 14 -> {
          ourMap.put((int) number, "v" + round);
          map.put((int) number, "v" + round);
        }
        default -> {
          ours.add(number);
          list.add(number);
        }
      }
      assertThat(store.splitList("list", Serializers.LONG).get()).as("%s", seed).isEqualTo(list);
      BroadcastMap<Integer, String> now =
          store.broadcastMap("map", Serializers.INT, Serializers.STRING);
      assertThat(now.entries()).as("%s", seed).isEqualTo(map);
      assertThat(now.contains((int) number)).isEqualTo(map.containsKey((int) number));
      assertThat(now.get((int) number)).isEqualTo(map.get((int) number));
    }
  }

  @Test
  void stateThatNobodyAsksFor_isKeptAndDealtOut() {
    OperatorStateStore store = OperatorStateStore.open(OperatorStateRestore.none("op"));
    store.splitList("list", Serializers.LONG).update(range(0, 20_000));
    store.broadcastMap("map", Serializers.STRING, Serializers.LONG).put("a", 1L);
    List<OperatorStateSnapshot> first = List.of(write(store, true));

    List<OperatorStateSnapshot> second = new ArrayList<>();
    for (int subtask = 0; subtask < 2; subtask++) {
      OperatorStateStore untouched = restore(first, subtask, 2);
      assertThat(untouched.unclaimed()).containsExactlyInAnyOrder("list", "map");
      second.add(write(untouched, subtask == 1));
    }

    assertThat(second.get(0).states().get(1).written()).isFalse();
    OperatorStateStore again = restore(second, 0, 1);
    assertThat(again.splitList("list", Serializers.LONG).get()).isEqualTo(range(0, 20_000));
    assertThat(again.broadcastMap("map", Serializers.STRING, Serializers.LONG).entries())
        .isEqualTo(Map.of("a", 1L));
    assertThat(again.unclaimed()).isEmpty();
  }

  @Test
  void widerType_readsWhatTheNarrowerOneWrote() {
    OperatorStateStore store = OperatorStateStore.open(OperatorStateRestore.none("op"));
    store.splitList("list", Serializers.INT).update(List.of(1, -2));
    store.broadcastMap("map", Serializers.INT, Serializers.INT).put(3, 4);

    OperatorStateStore restored = restore(List.of(write(store, true)), 0, 1);

    assertThat(restored.splitList("list", Serializers.LONG).get()).containsExactly(1L, -2L);
    assertThat(restored.broadcastMap("map", Serializers.INT, Serializers.LONG).entries())
        .isEqualTo(Map.of(3, 4L));
  }

  @Test
  void otherType_namesTheStateAndBothTypes() {
    OperatorStateSnapshot snapshot = split(0, 3);

    assertThatThrownBy(
            () -> restore(List.of(snapshot), 0, 1).splitList("numbers", Serializers.STRING))
        .isInstanceOf(IncompatibleStateException.class)
        .hasMessageContaining("'numbers'")
        .hasMessageContaining("split list of long")
        .hasMessageContaining("split list of string");
  }

  @Test
  void otherMode_namesTheStateAndBothModes() {
    OperatorStateStore restored = restore(List.of(split(0, 3)), 0, 1);

    assertThatThrownBy(() -> restored.unionList("numbers", Serializers.LONG))
        .isInstanceOf(IncompatibleStateException.class)
        .hasMessageContaining("split list of long")
        .hasMessageContaining("union list of long");
    assertThatThrownBy(() -> restored.broadcastMap("numbers", Serializers.LONG, Serializers.LONG))
        .isInstanceOf(IncompatibleStateException.class)
        .hasMessageContaining("broadcast map of long to long");
    assertThat(restored.splitList("numbers", Serializers.LONG).get())
        .as("a refused use loses nothing")
        .isEqualTo(range(0, 3));
  }

  @Test
  void nameTwice_givesTheSameStateOrIsRefused() {
    OperatorStateStore store = OperatorStateStore.open(OperatorStateRestore.none("op"));
    OperatorList<Long> list = store.splitList("name", Serializers.LONG);

    assertThat(store.splitList("name", Serializers.LONG)).isSameAs(list);
    assertThatThrownBy(() -> store.unionList("name", Serializers.LONG))
        .isInstanceOf(IncompatibleStateException.class);
    assertThatThrownBy(() -> store.splitList("name", Serializers.INT))
        .isInstanceOf(IncompatibleStateException.class);
    assertThatThrownBy(() -> store.broadcastMap("name", Serializers.LONG, Serializers.LONG))
        .isInstanceOf(IncompatibleStateException.class);
  }

  @Test
  void keyWithoutOneEncoding_isRefused() {
    OperatorStateStore store = OperatorStateStore.open(OperatorStateRestore.none("op"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.broadcastMap("map", Serializers.BYTES, Serializers.LONG))
        .withMessageContaining("'map'");
  }

  @Test
  void share_readsOnlyTheBlobsThatHoldIt() {
    List<OperatorStateSnapshot> snapshots = List.of(split(0, 10), split(10, 20), split(20, 30));
    blobs.forgetReads();

    assertThat(splitList(snapshots, 0, 6)).isEqualTo(range(0, 5));
    assertThat(blobs.reads()).isEqualTo(1);
  }

  @Test
  void everyByteOfTheBlobFlipped_isFound() {
    OperatorStateSnapshot snapshot = split(0, 10);
    BlobRef blob = snapshot.blob();
    byte[] whole = blobs.bytes(blob).clone();
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x10;
      blobs.replace(blob, damaged);
      assertThatThrownBy(() -> splitList(List.of(snapshot), 0, 1))
          .as("byte %s", i)
          .isInstanceOf(SnapshotCorruptException.class);
      blobs.replace(blob, Arrays.copyOf(whole, i));
      assertThatThrownBy(() -> splitList(List.of(snapshot), 0, 1))
          .as("cut at %s", i)
          .isInstanceOf(SnapshotCorruptException.class);
    }
  }

  @Test
  void countThatIsNotThere_isCorrupt() {
    OperatorStateSnapshot snapshot = split(0, 10);
    OperatorStateSnapshot.Part part = snapshot.states().get(0);
    OperatorStateSnapshot more =
        new OperatorStateSnapshot(
            List.of(new OperatorStateSnapshot.Part(part.schema(), 11, true, 0)), snapshot.blob());

    assertThatThrownBy(() -> splitList(List.of(more), 0, 1))
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining("should have 11");
  }

  @Test
  void snapshot_isWalkedLikeThatOfAStore() {
    List<String> seen = new ArrayList<>();
    new PortableEntries()
        .walk(
            split(0, 3).asStoreSnapshot(),
            KeyGroupRange.of(0, 127),
            blobs,
            entry -> seen.add(entry.stateSchema().name() + " " + entry.value().remaining()));

    assertThat(seen).containsExactly("numbers 27");
  }

  @Test
  void nothing_isWrittenWithoutABlob() {
    OperatorStateStore store = OperatorStateStore.open(OperatorStateRestore.none("op"));
    assertThat(write(store, true)).isEqualTo(OperatorStateSnapshot.empty());
    store.splitList("list", Serializers.LONG);

    assertThat(write(store, true).blob()).isNull();
    assertThat(blobs.count()).isZero();
  }

  private OperatorStateSnapshot split(long from, long to) {
    OperatorStateStore store = OperatorStateStore.open(OperatorStateRestore.none("op"));
    store.splitList("numbers", Serializers.LONG).update(range(from, to));
    return write(store, false);
  }

  private OperatorStateSnapshot broadcast(boolean written, String key, long value) {
    OperatorStateStore store = OperatorStateStore.open(OperatorStateRestore.none("op"));
    store.broadcastMap("rules", Serializers.STRING, Serializers.LONG).put(key, value);
    return write(store, written);
  }

  private OperatorStateSnapshot write(OperatorStateStore store, boolean withBroadcast) {
    return store.capture(withBroadcast).write(blobs);
  }

  private OperatorStateStore restore(
      List<OperatorStateSnapshot> snapshots, int subtask, int parallelism) {
    return OperatorStateStore.open(
        new OperatorStateRestore("op", subtask, parallelism, snapshots, blobs));
  }

  private List<Long> splitList(
      List<OperatorStateSnapshot> snapshots, int subtask, int parallelism) {
    return restore(snapshots, subtask, parallelism).splitList("numbers", Serializers.LONG).get();
  }

  private static List<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }
}
