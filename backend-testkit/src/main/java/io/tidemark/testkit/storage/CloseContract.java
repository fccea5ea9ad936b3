package io.tidemark.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import io.tidemark.testkit.Bytes;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A closed storage does nothing more, and harms nobody. */
abstract class CloseContract extends StorageContract {

  CloseContract(SnapshotStorageKit kit) {
    super(kit);
  }

  @Test
  void closedTwice_isClosed() {
    storage.close();
    storage.close();

    assertFailsForGood(() -> put(storage, "a"));
  }

  @Test
  void closedStorage_failsEveryCall() {
    put(storage, "a");
    storage.close();

    assertFailsForGood(() -> put(storage, "b"));
    assertFailsForGood(() -> get(storage, "a"));
    assertFailsForGood(() -> storage.createIfAbsent("b", new byte[1]));
    assertFailsForGood(() -> names(storage, ""));
    assertFailsForGood(() -> storage.delete(List.of("a")));
    assertFailsForGood(() -> storage.collectLeftovers(0, true));
    assertThat(names(root.open(), "")).containsExactly("a");
  }

  @Test
  void otherStorageOfTheRoot_goesOn() {
    SnapshotStorage other = root.open();
    BlobWriter<StoredBlob> writer = other.write("a");
    writer.write(content("a", 10), 0, 5);
    storage.close();
    writer.write(content("a", 10), 5, 5);
    writer.commit();
    writer.close();

    assertThat(get(other, "a")).isEqualTo(content("a", 10));
    assertThat(names(other, "")).containsExactly("a");
  }

  @Test
  void writerOfAClosedStorage_failsAndLeavesNothing() throws Exception {
    SnapshotStorage other = root.open();
    byte[] content = content("a/b", LARGE);
    try (BlobWriter<StoredBlob> writer = storage.write("a/b")) {
      writer.write(content, 0, LARGE);
      storage.close();

      assertThatThrownBy(
              () -> {
                writer.write(content, 0, LARGE);
                writer.commit();
              })
          .isInstanceOf(StorageException.class);
    }
    assertThat(names(other, "")).isEmpty();
    assertThat(root.residue()).isEmpty();
  }

  @Test
  void commitToAClosedStorage_fails() {
    SnapshotStorage other = root.open();
    try (BlobWriter<StoredBlob> writer = storage.write("a")) {
      writer.write(new byte[10], 0, 10);
      storage.close();

      assertThatThrownBy(writer::commit).isInstanceOf(StorageException.class);
    }
    assertThat(names(other, "")).isEmpty();
  }

  @Test
  void readerOfAClosedStorage_fails() {
    put(storage, "a", content("a", LARGE));
    try (BlobReader reader = storage.read("a", 0, Long.MAX_VALUE)) {
      assertThat(reader.read(new byte[1], 0, 1)).isEqualTo(1);
      storage.close();

      assertThatThrownBy(() -> Bytes.readAll(reader)).isInstanceOf(StorageException.class);
    }
  }

  private static void assertFailsForGood(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.isRetryable()).isFalse());
  }
}
