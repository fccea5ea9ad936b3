package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.testkit.InMemoryBlobs;
import io.tidemark.testkit.LocalFileBlobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a snapshot holds is what was there, and comes back. */
abstract class SnapshotContract extends BackendContract {

  SnapshotContract(StateBackendKit kit) {
    super(kit);
  }

  @ParameterizedTest
  @EnumSource
  void restoredStore_holdsWhatWasThere(Mode mode) {
    StoreSnapshot snapshot;
    SortedMap<String, Object> expected;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 60);
      sample.remove(7, 7, 8);
      expected = sample.contents();
      snapshot = store.snapshot(mode);
      assertThat(sample.contents()).isEqualTo(expected);
    }

    assertThat(sampleIn(snapshot)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void restoredStore_goesOn(Mode mode) {
    StoreSnapshot first;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      new Sample(store).fill(0, 40);
      first = store.snapshot(mode);
    }
    StoreSnapshot second;
    SortedMap<String, Object> expected;
    try (KitStore<Long> store = engine.restore(Serializers.LONG, first)) {
      Sample sample = new Sample(store);
      sample.put(3, 50, 51);
      sample.remove(4, 4, 5);
      sample.put(5, 6);
      sample.remove(6, 6, 7);
      sample.put(6, 60);
      sample.fill(40, 50);
      expected = sample.contents();
      second = store.snapshot(mode);
    }

    assertThat(sampleIn(second)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void emptyStore_isRestoredEmpty(Mode mode) {
    StoreSnapshot untouched;
    StoreSnapshot opened;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      untouched = store.snapshot(mode);
      new Sample(store);
      opened = store.snapshot(mode);
    }

    assertThat(sampleIn(untouched)).isEmpty();
    assertThat(sampleIn(opened)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void emptiedStore_isRestoredEmpty(Mode mode) {
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 20);
      store.snapshot(mode);
      for (long key = 0; key < 20; key++) {
        sample.remove(key, key, key + 1);
      }
      assertThat(sample.contents()).isEmpty();
      snapshot = store.snapshot(mode);
    }

    assertThat(sampleIn(snapshot)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void packedAndInlineBlobs_areReadLikeOthers(Mode mode) {
    for (InMemoryBlobs blobs :
        List.of(InMemoryBlobs.packed(100), InMemoryBlobs.inlineUpTo(1 << 20))) {
      KitEngine other = new KitEngine(kit(), blobs, backend -> backend);
      try {
        StoreSnapshot snapshot;
        SortedMap<String, Object> expected;
        try (KitStore<Long> store = other.open(Serializers.LONG)) {
          Sample sample = new Sample(store).fill(0, 30);
          store.snapshot(mode);
          sample.fill(20, 40);
          expected = sample.contents();
          snapshot = store.snapshot(mode);
        }
        try (KitStore<Long> store = other.restore(Serializers.LONG, snapshot)) {
          assertThat(new Sample(store).contents()).isEqualTo(expected);
        }
      } finally {
        other.finish();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void linkedFiles_areBlobsLikeOthers(Mode mode, @TempDir Path directory) throws IOException {
    for (boolean linking : new boolean[] {true, false}) {
      LocalFileBlobs files =
          new LocalFileBlobs(Files.createDirectory(directory.resolve("linking-" + linking)));
      if (!linking) {
        files.refuseLinks();
      }
      StoreSnapshot snapshot;
      SortedMap<String, Object> expected;
      try (KitStore<Long> store = engine.open(Serializers.LONG)) {
        Sample sample = new Sample(store).fill(0, 30);
        expected = sample.contents();
        try (KitCapture capture = store.capture(mode)) {
          snapshot = engine.elsewhere(() -> capture.capture().write(files));
        }
      }
      assertThat(files.blobs().openWriters()).isZero();

      try (KitStore<Long> store =
          engine.open(
              Serializers.LONG, KitEngine.ALL, new StoreRestore(List.of(snapshot), files, true))) {
        assertThat(new Sample(store).contents()).isEqualTo(expected);
      }
      assertThat(files.blobs().openReaders()).isZero();
    }
  }

  @Test
  void savepoint_isPortableAndStandsAlone() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 30);
      store.snapshot(Mode.INCREMENTAL);
      sample.fill(30, 40);
      StoreSnapshot savepoint = store.snapshot(Mode.SAVEPOINT);

      assertThat(savepoint.format()).isEqualTo(StoreSnapshot.PORTABLE);
      assertThat(savepoint.blobs()).isNotEmpty().allMatch(BlobUse::added);
      engine.retainOnly(savepoint);
      assertThat(sampleIn(savepoint)).isEqualTo(sample.contents());
    }
  }

  @Test
  void fullSnapshot_standsAlone() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 30);
      store.snapshot(Mode.INCREMENTAL);
      sample.fill(30, 40);
      StoreSnapshot full = store.snapshot(Mode.FULL);

      assertThat(full.blobs()).isNotEmpty().allMatch(BlobUse::added);
      engine.retainOnly(full);
      assertThat(sampleIn(full)).isEqualTo(sample.contents());
    }
  }

  @ParameterizedTest
  @EnumSource
  void schema_describesEveryState(Mode mode) {
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      new Sample(store).fill(0, 10);
      snapshot = store.snapshot(mode);
    }

    assertThat(snapshot.schemas().get(snapshot.schemas().size() - 1).states())
        .containsExactlyInAnyOrderElementsOf(Sample.schemas());
  }

  @Test
  void snapshotOfAnotherBackend_isRestoredIfItIsPortable() {
    StoreSnapshot snapshot;
    SortedMap<String, Object> expected;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 30);
      expected = sample.contents();
      snapshot = store.snapshot(Mode.SAVEPOINT);
    }
    StoreSnapshot foreign =
        new StoreSnapshot(
            "somewhere-else",
            snapshot.format(),
            snapshot.version(),
            snapshot.keyGroups(),
            snapshot.schemas(),
            snapshot.blobs());

    assertThat(sampleIn(foreign)).isEqualTo(expected);
  }
}
