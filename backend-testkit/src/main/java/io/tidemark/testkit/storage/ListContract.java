package io.tidemark.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StoredBlob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lists show what there is: all of it, once, in order, bounded. */
abstract class ListContract extends StorageContract {

  /** In the order of their bytes: {@code -} and {@code .} come before the slash, digits after. */
  private static final List<String> NAMES =
      List.of(
          "A/a",
          "a-b/x",
          "a.b",
          "a/b",
          "a/b-c/0",
          "a/b.c/d/e",
          "a/bc/d",
          "a/bc0",
          "a0",
          "aB",
          "a_b",
          "b");

  ListContract(SnapshotStorageKit kit) {
    super(kit);
  }

  @Test
  void names_areInTheOrderOfTheirBytes() {
    for (int i = 0; i < NAMES.size(); i++) {
      put(storage, NAMES.get(i * 5 % NAMES.size()));
    }

    assertThat(names(storage, "")).containsExactlyElementsOf(NAMES);
    assertThat(names(root.open(), "")).containsExactlyElementsOf(NAMES);
  }

  @Test
  void prefix_endsAnywhere() {
    NAMES.forEach(name -> put(storage, name));
    Set<String> prefixes = new TreeSet<>(List.of("c", "a/b/", "a/b-c/1", "Z", "bb"));
    for (String name : NAMES) {
      IntStream.rangeClosed(0, name.length()).forEach(i -> prefixes.add(name.substring(0, i)));
    }

    for (String prefix : prefixes) {
      assertThat(names(storage, prefix))
          .as("prefix '%s'", prefix)
          .containsExactlyElementsOf(
              NAMES.stream().filter(name -> name.startsWith(prefix)).toList());
    }
  }

  @Test
  void prefixOfNoName_findsNothing() {
    NAMES.forEach(name -> put(storage, name));

    for (String prefix :
        List.of("/", "//", "../", "..", ".", "a/../", "a//", "a/.", "a b", "\0", "ä", "/a")) {
      assertThat(names(storage, prefix)).as("prefix '%s'", prefix).isEmpty();
    }
  }

  @Test
  void lengths_areThoseOfTheBlobs() {
    for (int length : new int[] {0, 1, 1000, LARGE}) {
      put(storage, "job/" + length, content("a", length));
    }

    try (Stream<StoredBlob> blobs = storage.list("job/")) {
      assertThat(blobs)
          .hasSize(4)
          .allSatisfy(blob -> assertThat(blob.name()).isEqualTo("job/" + blob.length()));
    }
  }

  @Test
  void manyBlobs_areSeenOnceInOrder() throws Exception {
    int many = kit.manyBlobs();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      // Most in one folder, the rest in many, as a job's checkpoints have them.
      names.add(
          i % 5 == 0
              ? String.format(Locale.ROOT, "job/shared/%02x/%d", i & 0xff, i)
              : String.format(Locale.ROOT, "job/epochs/%d", i));
    }
    int racers = 16;
    Race.of(
        racers,
        racer -> {
          for (int i = racer; i < many; i += racers) {
            put(storage, names.get(i));
          }
          return true;
        });
    names.sort(null);

    assertThat(names(storage, "")).isEqualTo(names);
    assertThat(names(storage, "job/epochs/1"))
        .isEqualTo(names.stream().filter(name -> name.startsWith("job/epochs/1")).toList());
    try (Stream<StoredBlob> blobs = storage.list("job/")) {
      assertThat(blobs.limit(3).map(StoredBlob::name)).isEqualTo(names.subList(0, 3));
    }

    storage.delete(names.subList(1, many - 1));
    assertThat(names(storage, "")).containsExactly(names.get(0), names.get(many - 1));
  }

  @Test
  void blobsThatStay_areSeenWhileOthersComeAndGo() throws Exception {
    Set<String> staying = new TreeSet<>();
    for (int i = 0; i < 60; i++) {
      staying.add("job/" + i % 4 + "/" + i + "-stays");
    }
    staying.forEach(name -> put(storage, name));
    AtomicBoolean listed = new AtomicBoolean();

    Race.of(
        3,
        racer -> {
          if (racer > 0) {
            SnapshotStorage own = root.open();
            for (int i = 0; !listed.get(); i++) {
              String name = "job/" + (i % 6) + "/" + (i % 60) + "-goes-" + racer;
              put(own, name);
              own.delete(List.of(name));
            }
            return true;
          }
          try {
            for (int i = 0; i < 50; i++) {
              List<String> names = names(storage, "job/");
              assertThat(names).isSorted().doesNotHaveDuplicates().containsAll(staying);
            }
          } finally {
            listed.set(true);
          }
          return true;
        });
  }
}
