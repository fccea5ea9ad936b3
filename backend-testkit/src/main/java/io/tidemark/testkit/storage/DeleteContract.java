package io.tidemark.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.BlobNotFoundException;
import io.tidemark.spi.SnapshotStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Deleting takes away what was named and no more, as often as it is asked. */
abstract class DeleteContract extends StorageContract {

  DeleteContract(SnapshotStorageKit kit) {
    super(kit);
  }

  @Test
  void deletedBlob_isGoneForEverybody() {
    SnapshotStorage other = root.open();
    put(storage, "job/a");
    put(storage, "job/b", new byte[0]);

    storage.delete(List.of("job/a", "job/b"));

    for (SnapshotStorage each : List.of(storage, other)) {
      assertThat(names(each, "")).isEmpty();
      assertThatThrownBy(() -> get(each, "job/a")).isInstanceOf(BlobNotFoundException.class);
    }
  }

  @Test
  void missingBlobs_areSkipped() {
    put(storage, "job/a");
    put(storage, "job/z");

    storage.delete(List.of("job/0", "job/a", "job/b", "no/such/folder", "job", "job/a/b", "job/z"));
    storage.delete(List.of("job/a", "job/z"));

    assertThat(names(storage, "")).isEmpty();
  }

  @Test
  void nothingToDelete_isDone() {
    put(storage, "a");
    storage.delete(List.of());

    assertThat(names(storage, "")).containsExactly("a");
  }

  @Test
  void nameGivenTwice_isDeletedOnce() {
    put(storage, "a");
    storage.delete(List.of("a", "a"));

    assertThat(names(storage, "")).isEmpty();
  }

  @Test
  void blobsNotNamed_stay() {
    List<String> staying = List.of("a", "ab/c", "abc", "b/a", "b/ab");
    staying.forEach(name -> put(storage, name));
    put(storage, "ab/a");
    put(storage, "b/a-b/c");

    storage.delete(List.of("ab/a", "b/a-b/c", "b", "ab", "a/b"));

    assertThat(names(storage, "")).containsExactlyElementsOf(staying);
    staying.forEach(name -> assertThat(get(storage, name)).isEqualTo(content(name, 10)));
  }

  @Test
  void allOfManyNames_areDeleted() {
    // More than a store deletes in one request; only every hundredth is there.
    List<String> names = IntStream.range(0, 2_500).mapToObj(i -> "job/" + i % 7 + "/" + i).toList();
    for (int i = 0; i < names.size(); i += 100) {
      put(storage, names.get(i));
    }
    put(storage, "job/stays");

    storage.delete(names);

    assertThat(names(storage, "")).containsExactly("job/stays");
  }

  @Test
  void deletingBesideWriters_losesNothing() throws Exception {
    int racers = 4;
    int rounds = 60;
    List<List<String>> kept =
        Race.of(
            racers,
            racer -> {
              SnapshotStorage own = root.open();
              List<String> staying = new ArrayList<>();
              for (int i = 0; i < rounds; i++) {
                // Until the last rounds the folder is empty now and then, between one racer's
                // deletion and the next one's write.
                String name = "job/deep/" + racer + "-" + i;
                if (i % 3 == 0) {
                  assertThat(own.createIfAbsent(name, content(name, 10))).isTrue();
                } else {
                  put(own, name);
                }
                assertThat(get(own, name)).as(name).isEqualTo(content(name, 10));
                if (i >= rounds - 3) {
                  staying.add(name);
                } else {
                  own.delete(List.of(name));
                }
              }
              return staying;
            });

    List<String> expected = kept.stream().flatMap(List::stream).sorted().toList();
    assertThat(names(storage, "")).isEqualTo(expected);
    expected.forEach(name -> assertThat(get(storage, name)).isEqualTo(content(name, 10)));
  }

  @Test
  void manyThatDeleteTheSame_allSucceed() throws Exception {
    for (int round = 0; round < 10; round++) {
      List<String> names = IntStream.range(0, 10).mapToObj(i -> "job/" + i % 3 + "/" + i).toList();
      names.forEach(name -> put(storage, name));

      Race.of(
          6,
          racer -> {
            (racer % 2 == 0 ? storage : root.open()).delete(names);
            return true;
          });

      assertThat(names(storage, "")).isEmpty();
    }
  }
}
