package io.tidemark.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StoredBlob;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of many that create a blob, one wins: what publishing and fencing stand on. */
abstract class CreateContract extends StorageContract {

  CreateContract(SnapshotStorageKit kit) {
    super(kit);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 70_000, SnapshotStorage.MAX_ATOMIC_BYTES})
  void freeName_becomesABlobForEverybody(int length) {
    SnapshotStorage openedBefore = root.open();
    byte[] content = content("epochs/1", length);

    assertThat(storage.createIfAbsent("epochs/1", content)).isTrue();

    assertThat(get(storage, "epochs/1")).isEqualTo(content);
    assertThat(get(openedBefore, "epochs/1")).isEqualTo(content);
    try (Stream<StoredBlob> blobs = openedBefore.list("")) {
      assertThat(blobs)
          .singleElement()
          .satisfies(
              listed -> {
                assertThat(listed.name()).isEqualTo("epochs/1");
                assertThat(listed.length()).isEqualTo(length);
              });
    }
  }

  @Test
  void createdBlob_survivesItsStorage() {
    storage.createIfAbsent("epochs/1", content("epochs/1", 10));
    storage.close();

    assertThat(get(root.open(), "epochs/1")).isEqualTo(content("epochs/1", 10));
  }

  @Test
  void whatWasCommittedBefore_survivesTheMachineWithTheCreatedBlob() {
    List<String> names = List.of("shared/1/a", "shared/1/b", "shared/2/c", "checkpoints/1/d");
    names.forEach(name -> put(storage, name));

    storage.createIfAbsent("checkpoints/1/manifest", content("manifest", 10));

    assertThat(names).allMatch(this::survivesTheMachine);
    assertThat(survivesTheMachine("checkpoints/1/manifest")).isTrue();
  }

  @Test
  void takenName_isToldOnceItsBlobAndThoseBefore_surviveTheMachine() {
    put(root.open(), "checkpoints/1/manifest");
    put(storage, "shared/1/a");

    assertThat(storage.createIfAbsent("checkpoints/1/manifest", content("other", 10))).isFalse();

    assertThat(survivesTheMachine("checkpoints/1/manifest")).isTrue();
    assertThat(survivesTheMachine("shared/1/a")).isTrue();
  }

  @Test
  void takenName_staysAsItIs() {
    byte[] first = content("first", 10);
    byte[] second = content("second", 10);
    assertThat(storage.createIfAbsent("a", first)).isTrue();
    put(storage, "b", first);

    assertThat(storage.createIfAbsent("a", second)).isFalse();
    assertThat(root.open().createIfAbsent("a", second)).isFalse();
    assertThat(storage.createIfAbsent("a", first)).isFalse();
    assertThat(storage.createIfAbsent("b", second)).isFalse();

    assertThat(get(storage, "a")).isEqualTo(first);
    assertThat(get(storage, "b")).isEqualTo(first);
  }

  @Test
  void moreThanTheMost_isRefused() {
    assertThatThrownBy(
            () -> storage.createIfAbsent("a", new byte[SnapshotStorage.MAX_ATOMIC_BYTES + 1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(names(storage, "")).isEmpty();
  }

  @Test
  void callersArray_mayBeReused() {
    byte[] content = content("a", 10);
    byte[] array = content.clone();
    storage.createIfAbsent("a", array);
    array[0]++;

    assertThat(get(storage, "a")).isEqualTo(content);
  }

  @Test
  void deletedName_isFreeAgain() {
    storage.createIfAbsent("a", content("first", 10));
    storage.delete(List.of("a"));

    assertThat(storage.createIfAbsent("a", content("second", 10))).isTrue();
    assertThat(get(storage, "a")).isEqualTo(content("second", 10));
  }

  @Test
  void nameOfAnUnfinishedWrite_isFree() {
    try (BlobWriter<StoredBlob> writer = storage.write("a")) {
      writer.write(content("first", LARGE), 0, LARGE);

      assertThat(storage.createIfAbsent("a", content("second", 10))).isTrue();
    }
    assertThat(get(storage, "a")).isEqualTo(content("second", 10));
  }

  @Test
  void manyThatTry_haveOneWinnerWhoseContentAllRead() throws Exception {
    int racers = 12;
    List<SnapshotStorage> instances = List.of(storage, root.open(), root.open(), root.open());
    for (int round = 0; round < kit.races(); round++) {
      String name = "job-" + round % 4 + "/epochs/" + round;
      List<Attempt> attempts =
          Race.of(
              racers,
              racer -> {
                SnapshotStorage own = instances.get(racer % instances.size());
                boolean won = own.createIfAbsent(name, content("racer " + racer, 1000 + racer));
                return new Attempt(won, get(own, name));
              });

      assertThat(Collections.frequency(attempts.stream().map(Attempt::won).toList(), true))
          .as("winners of %s", name)
          .isEqualTo(1);
      int winner =
          IntStream.range(0, racers).filter(i -> attempts.get(i).won()).findFirst().orElseThrow();
      byte[] content = content("racer " + winner, 1000 + winner);
      assertThat(attempts)
          .as("what all read once they knew, racer %d having won %s", winner, name)
          .allSatisfy(attempt -> assertThat(attempt.read()).isEqualTo(content));
      assertThat(get(storage, name)).isEqualTo(content);
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Attempt(boolean won, byte[] read) {}
}
