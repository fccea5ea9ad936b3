package io.tidemark.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.BlobNotFoundException;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StorageException;
import io.tidemark.testkit.Bytes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blobs, and ranges of them, are read as they were written. */
abstract class ReadContract extends StorageContract {

  private static final long ALL = Long.MAX_VALUE;

  ReadContract(SnapshotStorageKit kit) {
    super(kit);
  }

  @Test
  void everyRangeOfASmallBlob_isRead() {
    byte[] content = content("a", 9);
    put(storage, "a", content);

    for (int from = 0; from <= 9; from++) {
      for (int to = from; to <= 9; to++) {
        assertThat(get(storage, "a", from, to - from))
            .as("[%d, %d)", from, to)
            .isEqualTo(Arrays.copyOfRange(content, from, to));
      }
      assertThat(get(storage, "a", from, ALL))
          .as("[%d, …)", from)
          .isEqualTo(Arrays.copyOfRange(content, from, 9));
    }
  }

  @Test
  void rangesOfALargeBlob_areRead() {
    byte[] content = content("a", LARGE);
    put(storage, "a", content);

    int[][] ranges = {
      {0, 1},
      {LARGE - 1, LARGE},
      {1, LARGE - 1},
      {(8 << 20) - 1, (8 << 20) + 1},
      {5 << 20, 8 << 20},
      {4095, 1 << 20}
    };
    for (int[] range : ranges) {
      assertThat(get(storage, "a", range[0], range[1] - range[0]))
          .as("[%d, %d)", range[0], range[1])
          .isEqualTo(Arrays.copyOfRange(content, range[0], range[1]));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, LARGE})
  void rangeAtTheEnd_isEmpty(int length) {
    put(storage, "a", content("a", length));

    assertThat(get(storage, "a", length, 0)).isEmpty();
    assertThat(get(storage, "a", length, ALL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1",
    "0, 1, 1",
    "10, 0, 11",
    "10, 9, 2",
    "10, 10, 1",
    "10, 11, 1",
    "10, 5, 9223372036854775806",
    "10, 9223372036854775806, 9223372036854775806",
    "10, 11, 9223372036854775807",
    "9437185, 9437000, 1000000",
    "9437185, 0, 9437186"
  })
  void rangeThatTheBlobDoesNotHave_isCorrupt(int length, long offset, long asked) {
    put(storage, "job/a", content("a", length));

    assertThatThrownBy(() -> get(storage, "job/a", offset, asked))
        .isInstanceOfSatisfying(
            SnapshotCorruptException.class,
            e -> {
              assertThat(e.blob()).isEqualTo("job/a");
              assertThat(e.offset()).isEqualTo(length);
            });
  }

  @Test
  void shortBlob_isReadRightUpToItsEnd() {
    byte[] content = content("a", LARGE);
    put(storage, "a", content);
    byte[] target = new byte[LARGE];
    int at = 0;

    try (BlobReader reader = storage.read("a", 0, LARGE + 1L)) {
      while (at < LARGE) {
        at += reader.read(target, at, LARGE - at);
      }
      assertThatThrownBy(() -> reader.read(target, 0, 1))
          .isInstanceOf(SnapshotCorruptException.class);
    } catch (SnapshotCorruptException e) {
      // Also right: the storage looked at the length first.
      return;
    }
    assertThat(target).isEqualTo(content);
  }

  @Test
  void missingBlob_isNotFoundAndNamed() {
    put(storage, "job/shared/ab");

    for (String missing : List.of("a", "job", "job/shared", "job/shared/a", "job/shared/ab/c")) {
      assertThatThrownBy(() -> get(storage, missing, 0, 1))
          .isInstanceOfSatisfying(
              BlobNotFoundException.class, e -> assertThat(e.isRetryable()).isFalse())
          .hasMessageContaining("'" + missing + "'");
      assertThatThrownBy(() -> get(storage, missing)).isInstanceOf(BlobNotFoundException.class);
    }
  }

  @Test
  void negativeRange_isRefused() {
    put(storage, "a");

    assertThatThrownBy(() -> storage.read("a", -1, 1).close())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> storage.read("a", 0, -1).close())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096, 100_000})
  void bytes_landOnlyWhereTheyWereAskedFor(int piece) {
    byte[] content = content("a", 20_000);
    put(storage, "a", content);
    byte[] read = new byte[content.length];
    byte[] target = new byte[piece + 6];
    int at = 0;

    try (BlobReader reader = storage.read("a", 0, ALL)) {
      while (true) {
        Arrays.fill(target, (byte) 0x5a);
        int count = reader.read(target, 3, piece);
        if (count < 0) {
          break;
        }
        assertThat(count).isBetween(1, piece);
        System.arraycopy(target, 3, read, at, count);
        at += count;
        assertThat(Arrays.copyOf(target, 3)).containsOnly(0x5a);
        assertThat(Arrays.copyOfRange(target, 3 + count, target.length)).containsOnly(0x5a);
      }
    }
    assertThat(at).isEqualTo(content.length);
    assertThat(read).isEqualTo(content);
  }

  @Test
  void nothingAskedFor_isNothingRead() {
    put(storage, "a");
    byte[] target = new byte[10];

    try (BlobReader reader = storage.read("a", 0, 10)) {
      assertThat(reader.read(target, 0, 0)).isZero();
      assertThat(reader.read(target, 10, 0)).isZero();
      assertThat(Bytes.readAll(reader)).isEqualTo(content("a", 10));
      assertThat(reader.read(target, 0, 0)).isZero();
    }
  }

  @Test
  void end_staysTheEnd() {
    put(storage, "a");
    byte[] target = new byte[10];

    try (BlobReader reader = storage.read("a", 4, 3)) {
      assertThat(Bytes.readAll(reader)).hasSize(3);
      assertThat(reader.read(target, 0, 10)).isEqualTo(-1);
      assertThat(reader.read(target, 0, 1)).isEqualTo(-1);
    }
  }

  @Test
  void readersAtOnce_readTheSame() throws Exception {
    byte[] content = content("a", LARGE);
    put(storage, "a", content);

    Race.of(
        6,
        racer -> {
          int from = racer * 1_000_003;
          for (int i = 0; i < 3; i++) {
            assertThat(get(storage, "a", from, LARGE - from))
                .isEqualTo(Arrays.copyOfRange(content, from, LARGE));
          }
          return true;
        });
  }

  @Test
  void reader_isClosedTwiceAndAnywhere() {
    byte[] content = content("a", LARGE);
    put(storage, "a", content);
    for (int position : new int[] {0, 1, 5 << 20, LARGE}) {
      BlobReader reader = storage.read("a", 0, ALL);
      byte[] target = new byte[LARGE];
      for (int at = 0; at < position; ) {
        at += reader.read(target, at, position - at);
      }
      reader.close();
      reader.close();
    }

    assertThat(get(storage, "a")).isEqualTo(content);
  }

  @Test
  void closedReader_readsNothing() {
    put(storage, "a");
    BlobReader reader = storage.read("a", 0, ALL);
    reader.close();

    assertThatThrownBy(() -> reader.read(new byte[10], 0, 10)).isInstanceOf(StorageException.class);
  }

  @Test
  void blobDeletedWhileItIsRead_isReadRightOrFails() {
    byte[] content = content("a", LARGE);
    put(storage, "a", content);
    byte[] target = new byte[LARGE];

    try (BlobReader reader = storage.read("a", 0, LARGE)) {
      int at = reader.read(target, 0, 1000);
      storage.delete(List.of("a"));
      while (at < LARGE) {
        int count = reader.read(target, at, LARGE - at);
        assertThat(count).isPositive();
        at += count;
      }
    } catch (StorageException | SnapshotCorruptException e) {
      // Also right: a remote storage may have nothing left to read from.
      return;
    }
    assertThat(target).isEqualTo(content);
  }
}
