package io.tidemark.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.BlobNotFoundException;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blobs become visible wholly, at their commit, to everybody. */
abstract class WriteContract extends StorageContract {

  WriteContract(SnapshotStorageKit kit) {
    super(kit);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, 1 << 20, LARGE, 17 << 20})
  void committedBlob_isReadWholeByEverybody(int length) {
    SnapshotStorage openedBefore = root.open();
    byte[] content = content("a", length);

    try (BlobWriter<StoredBlob> writer = storage.write("a")) {
      int piece = 1;
      for (int at = 0; at < length; at += piece) {
        piece = Math.min(piece * 3, length - at);
        writer.write(content, at, piece);
      }
      writer.commit();
    }

    assertThat(get(storage, "a")).isEqualTo(content);
    assertThat(get(openedBefore, "a")).isEqualTo(content);
    assertThat(get(root.open(), "a")).isEqualTo(content);
  }

  @Test
  void committedBlob_survivesItsStorage() {
    put(storage, "a");
    storage.close();

    assertThat(get(root.open(), "a")).isEqualTo(content("a", 10));
  }

  @Test
  void uncommittedBlob_isSeenByNobody() {
    SnapshotStorage other = root.open();
    byte[] content = content("a/b", LARGE);
    try (BlobWriter<StoredBlob> writer = storage.write("a/b")) {
      for (SnapshotStorage each : List.of(storage, other)) {
        assertThat(names(each, "")).isEmpty();
        assertThatThrownBy(() -> get(each, "a/b")).isInstanceOf(BlobNotFoundException.class);
      }
      writer.write(content, 0, LARGE);
      for (SnapshotStorage each : List.of(storage, other)) {
        assertThat(names(each, "")).isEmpty();
        assertThatThrownBy(() -> get(each, "a/b")).isInstanceOf(BlobNotFoundException.class);
      }

      writer.commit();

      for (SnapshotStorage each : List.of(storage, other)) {
        assertThat(names(each, "")).containsExactly("a/b");
        assertThat(get(each, "a/b")).isEqualTo(content);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, LARGE})
  void closedWithoutCommit_leavesNothing(int length) throws Exception {
    try (BlobWriter<StoredBlob> writer = storage.write("a/b")) {
      writer.write(content("a/b", length), 0, length);
    }

    assertThat(names(storage, "")).isEmpty();
    assertThatThrownBy(() -> get(storage, "a/b")).isInstanceOf(BlobNotFoundException.class);
    assertThat(storage.collectLeftovers(Long.MAX_VALUE, true)).isEmpty();
    assertThat(root.residue()).isEmpty();
  }

  @Test
  void closedAfterCommit_keepsTheBlob() {
    BlobWriter<StoredBlob> writer = storage.write("a");
    writer.write(content("a", 10), 0, 10);
    writer.commit();
    writer.close();
    writer.close();

    assertThat(get(storage, "a")).isEqualTo(content("a", 10));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void endedWriter_refusesMore(boolean committed) {
    BlobWriter<StoredBlob> writer = storage.write("a");
    writer.write(content("a", 10), 0, 10);
    if (committed) {
      writer.commit();
    } else {
      writer.close();
    }

    assertThatThrownBy(() -> writer.write(new byte[1], 0, 1)).isInstanceOf(StorageException.class);
    assertThatThrownBy(writer::commit).isInstanceOf(StorageException.class);
    writer.close();
    assertThat(names(storage, "")).isEqualTo(committed ? List.of("a") : List.of());
  }

  @Test
  void commit_tellsWhatListsTell() {
    StoredBlob committed = put(storage, "a/b", content("a/b", 12_345));

    assertThat(committed.name()).isEqualTo("a/b");
    assertThat(committed.length()).isEqualTo(12_345);
    try (Stream<StoredBlob> blobs = storage.list("")) {
      assertThat(blobs)
          .singleElement()
          .satisfies(
              listed -> {
                assertThat(listed.name()).isEqualTo("a/b");
                assertThat(listed.length()).isEqualTo(12_345);
              });
    }
  }

  @Test
  void callersBuffer_mayBeReused() {
    byte[] content = content("a", LARGE);
    byte[] buffer = new byte[64 << 10];
    try (BlobWriter<StoredBlob> writer = storage.write("a")) {
      for (int at = 0; at < LARGE; at += buffer.length) {
        int length = Math.min(buffer.length, LARGE - at);
        System.arraycopy(content, at, buffer, 0, length);
        writer.write(buffer, 0, length);
        Arrays.fill(buffer, (byte) 0);
      }
      writer.commit();
    }

    assertThat(get(storage, "a")).isEqualTo(content);
  }

  @Test
  void partOfAnArray_isWrittenAlone() {
    byte[] array = content("a", 100);
    try (BlobWriter<StoredBlob> writer = storage.write("a")) {
      writer.write(array, 40, 20);
      writer.write(array, 100, 0);
      writer.write(array, 99, 1);
      writer.commit();
    }

    byte[] expected = Arrays.copyOfRange(array, 40, 61);
    expected[20] = array[99];
    assertThat(get(storage, "a")).isEqualTo(expected);
  }

  @Test
  void writer_mayGoFromThreadToThread() throws Exception {
    byte[] content = content("a", 2000);
    BlobWriter<StoredBlob> writer = storage.write("a");
    for (int at = 0; at < 2000; at += 500) {
      int from = at;
      Race.of(
          1,
          racer -> {
            writer.write(content, from, 500);
            return true;
          });
    }
    Race.of(1, racer -> writer.commit());
    writer.close();

    assertThat(get(storage, "a")).isEqualTo(content);
  }

  @Test
  void writersAtOnce_makeEachItsOwnBlob() throws Exception {
    int racers = 8;
    int each = 20;
    Race.of(
        racers,
        racer -> {
          SnapshotStorage own = racer % 2 == 0 ? storage : root.open();
          for (int i = 0; i < each; i++) {
            String name = "job/" + i % 3 + "/" + racer + "-" + i;
            put(own, name, content(name, 1000 * (i + 1)));
          }
          return true;
        });

    for (int racer = 0; racer < racers; racer++) {
      for (int i = 0; i < each; i++) {
        String name = "job/" + i % 3 + "/" + racer + "-" + i;
        assertThat(get(storage, name)).as(name).isEqualTo(content(name, 1000 * (i + 1)));
      }
    }
    assertThat(names(storage, "")).hasSize(racers * each);
  }

  @Test
  void nameUsedTwice_isOneOfTheContents() {
    byte[] first = content("first", LARGE);
    byte[] second = content("second", 100);
    put(storage, "a", first);
    put(storage, "a", second);

    assertThat(get(storage, "a")).isIn(first, second);
    assertThat(names(storage, "")).containsExactly("a");
  }

  @Test
  void nameUsedByManyAtOnce_isOneOfTheContents() throws Exception {
    for (int round = 0; round < 10; round++) {
      String name = "job/" + round;
      List<byte[]> contents =
          Race.of(
              6,
              racer -> {
                byte[] content = content("racer", 50_000 * (racer + 1));
                put(racer % 2 == 0 ? storage : root.open(), name, content);
                return content;
              });

      assertThat(get(storage, name)).isIn(contents);
    }
  }

  @Test
  void modifiedTime_isThatOfTheCommit() {
    long before = put(storage, "first").modifiedMillis();
    try (BlobWriter<StoredBlob> writer = storage.write("a")) {
      writer.write(content("a", LARGE), 0, LARGE);
      long after = modifiedOfABlobAfter(before);
      writer.commit();

      assertThat(modified("a")).isGreaterThanOrEqualTo(after);
    }
  }
}
