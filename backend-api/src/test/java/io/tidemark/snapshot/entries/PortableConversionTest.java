package io.tidemark.snapshot.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.snapshot.SnapshotKind;
import io.tidemark.snapshot.portable.MemoryBlobs;
import io.tidemark.snapshot.portable.PortableOptions;
import io.tidemark.snapshot.portable.PortableWriter;
import io.tidemark.snapshot.repository.ImportedSavepoint;
import io.tidemark.snapshot.repository.MapStorage;
import io.tidemark.snapshot.repository.RepositorySettings;
import io.tidemark.snapshot.repository.SnapshotExistsException;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.snapshot.repository.WorkProgress;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.StoreSnapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortableConversionTest {

  private final MemoryBlobs blobs = new MemoryBlobs();
  private final Map<String, Long> counts = new TreeMap<>();
  private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
  private final MapStorage storage = new MapStorage(clock);
  private final AtomicLong ids = new AtomicLong();
  private final SnapshotRepository repository =
      new SnapshotRepository(
          storage,
          "counts",
          new RepositorySettings(
              clock, () -> new UUID(0, ids.incrementAndGet()), Runnable::run, 1, 16));

  PortableConversionTest() {
    for (int i = 0; i < 300; i++) {
      counts.put("key-" + i, (long) (i % 5));
    }
  }

  private StoredSnapshot convert(SnapshotContents contents, int maxParallelism, long memory) {
    PortableConversion conversion =
        new PortableConversion(
            contents,
            blobs,
            maxParallelism,
            new PortableWriter(PortableOptions.DEFAULT, Runnable::run),
            memory);
    try (ImportedSavepoint target = repository.importSavepoint("converted")) {
      return conversion.run(target, WorkProgress.NONE);
    }
  }

  @ParameterizedTest
  @CsvSource({"16, 1000000", "16, 500", "100, 500", "7, 1000000", "2, 500"})
  void conversion_holdsTheSame_byTheRuleOfTheNewMaxParallelism(int maxParallelism, long memory) {
    SnapshotContents original = Counts.snapshot(blobs, 3, 16, KeyGroups.RULE, counts);

    StoredSnapshot savepoint = convert(original, maxParallelism, memory);

    assertThat(savepoint.manifest().kind()).isEqualTo(SnapshotKind.SAVEPOINT);
    assertThat(savepoint.manifest().maxParallelism()).isEqualTo(maxParallelism);
    assertThat(repository.verify(savepoint, WorkProgress.NONE).isWhole()).isTrue();
    SnapshotContents converted =
        new SnapshotContents(
            savepoint.manifest(),
            repository.source(savepoint),
            SnapshotFormats.load(getClass().getClassLoader()));
    assertThat(Counts.read(converted)).isEqualTo(counts);
    AtomicLong entries = new AtomicLong();
    converted.walk(
        id -> true,
        WorkProgress.NONE,
        (state, subtask, entry) -> {
          byte[] key = entry.key().array();
          int from = entry.key().position();
          assertThat(entry.keyGroup())
              .isEqualTo(KeyGroups.of(key, from, entry.key().remaining(), maxParallelism));
          return entries.incrementAndGet() > 0;
        });
    assertThat(entries.get())
        .isEqualTo(300 + counts.values().stream().mapToLong(Long::longValue).sum());
    savepoint
        .manifest()
        .operators()
        .get(0)
        .subtasks()
        .forEach(
            subtask -> {
              StoreSnapshot store = Objects.requireNonNull(subtask.keyed());
              assertThat(store.format()).isEqualTo(StoreSnapshot.PORTABLE);
              assertThat(store.keyGroups())
                  .isEqualTo(
                      KeyGroups.rangeOf(
                          subtask.index(), Math.min(3, maxParallelism), maxParallelism));
            });
  }

  @Test
  void foreignRule_keepsItsMaxParallelism() {
    SnapshotContents original = Counts.snapshot(blobs, 1, 16, "somebody-elses", counts);

    assertThat(Counts.read(original)).isEqualTo(counts);
    assertThat(convert(original, 16, 1000).manifest().keyGroupRule()).isEqualTo("somebody-elses");
    assertThatThrownBy(() -> convert(original, 32, 1000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("somebody-elses");
  }

  @Test
  void takenName_isRefused_andWhatIsGivenUpLeavesNothing() {
    SnapshotContents original = Counts.snapshot(blobs, 1, 16, KeyGroups.RULE, counts);
    convert(original, 16, 1000);
    assertThatThrownBy(() -> convert(original, 16, 1000))
        .isInstanceOf(SnapshotExistsException.class)
        .hasMessageContaining("converted");

    repository.deleteSavepoint("converted");
    try (ImportedSavepoint target = repository.importSavepoint("converted")) {
      assertThat(target.sink()).isNotNull();
    }
    assertThat(storage.list("")).isEmpty();
  }
}
