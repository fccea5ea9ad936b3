package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.SnapshotVersionException;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.spi.UnknownFormatException;
import io.tidemark.state.IncompatibleStateException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a restore refuses, and what it leaves behind when it fails: nothing. */
abstract class FailureContract extends BackendContract {

  /** What the backend itself keeps while no store is open. */
  private Set<Path> filesAtRest = Set.of();

  FailureContract(StateBackendKit kit) {
    super(kit);
  }

  @Test
  void formatOfNobodys_isUnknown() {
    StoreSnapshot snapshot = sampleSnapshot(Mode.FULL);
    StoreSnapshot foreign =
        new StoreSnapshot(
            "somewhere-else",
            "no-such-format",
            1,
            snapshot.keyGroups(),
            snapshot.schemas(),
            snapshot.blobs());

    assertThatThrownBy(() -> engine.restore(Serializers.LONG, foreign))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessageContaining("no-such-format")
        .hasMessageContaining("somewhere-else");
    assertNothingIsOpen();
  }

  @ParameterizedTest
  @EnumSource
  void newerFormat_isRefused(Mode mode) {
    StoreSnapshot snapshot = sampleSnapshot(mode);

    assertThatThrownBy(
            () -> engine.restore(Serializers.LONG, withVersion(snapshot, snapshot.version() + 1)))
        .isInstanceOf(SnapshotVersionException.class)
        .hasMessageContaining(String.valueOf(snapshot.version()))
        .hasMessageContaining(String.valueOf(snapshot.version() + 1));
    assertNothingIsOpen();
  }

  @ParameterizedTest
  @EnumSource
  void keysOfAnotherType_areRefused(Mode mode) {
    StoreSnapshot snapshot = sampleSnapshot(mode);

    assertThatThrownBy(() -> engine.restore(Serializers.STRING, snapshot))
        .isInstanceOf(IncompatibleStateException.class)
        .hasMessageContaining("long")
        .hasMessageContaining("string");
    assertThatThrownBy(() -> engine.restore(Serializers.INT, snapshot))
        .isInstanceOf(IncompatibleStateException.class);
    assertNothingIsOpen();
  }

  @ParameterizedTest
  @EnumSource
  void failureOfTheStorage_isThrownAndLeavesNothing(Mode mode) {
    SortedMap<String, Object> expected;
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 30);
      store.snapshot(mode);
      expected = sample.fill(30, 40).contents();
      snapshot = store.snapshot(mode);
    }
    filesAtRest = engine.files();
    SortedMap<String, Object> found = null;
    for (int opens = 0; found == null; opens++) {
      AtomicInteger left = new AtomicInteger(opens);
      BlobSource blobs = engine.source();
      BlobSource failing =
          (blob, offset, length) -> {
            if (left.getAndDecrement() <= 0) {
              throw new StorageException("The kit's storage fails at open", true, null);
            }
            return blobs.open(blob, offset, length);
          };
      try (KitStore<Long> store =
          engine.open(
              Serializers.LONG,
              KitEngine.ALL,
              new StoreRestore(List.of(snapshot), failing, true))) {
        found = new Sample(store).contents();
        assertThat(left.get()).as("a failure is thrown").isNotNegative();
      } catch (StorageException e) {
        assertThat(e)
            .hasMessageContaining("The kit's storage fails")
            .matches(StorageException::isRetryable);
      }
      assertNothingIsOpen();
    }

    assertThat(found).isEqualTo(expected);
  }

  static StoreSnapshot withVersion(StoreSnapshot snapshot, int version) {
    return new StoreSnapshot(
        snapshot.backend(),
        snapshot.format(),
        version,
        snapshot.keyGroups(),
        snapshot.schemas(),
        snapshot.blobs());
  }

  private void assertNothingIsOpen() {
    assertThat(engine.held().leaks()).isEmpty();
    assertThat(engine.borrowed().leaks()).as("readers left open").isEmpty();
    assertThat(engine.files()).as("files left behind").isEqualTo(filesAtRest);
  }

  private StoreSnapshot sampleSnapshot(Mode mode) {
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      new Sample(store).fill(0, 10);
      snapshot = store.snapshot(mode);
    }
    filesAtRest = engine.files();
    return snapshot;
  }
}
