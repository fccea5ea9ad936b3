package io.tidemark.snapshot.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.spi.SnapshotStorage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other products keep folders of the same names: whoever points at them by mistake harms none. */
class ForeignFilesTest {

  private static final String ID = "8f3b1c5a-0000-4000-8000-000000000001";

  private final Job.Clock clock = new Job.Clock();
  private final MapStorage storage = new MapStorage(clock);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0a1b2c3d4e5f60718293a4b5c6d7e8f9/shared/" + ID,
        "0a1b2c3d4e5f60718293a4b5c6d7e8f9/chk-7/_metadata",
        "flink/savepoints/savepoint-0a1b2c-3d4e5f/_metadata",
        "flink/savepoints/savepoint-0a1b2c-3d4e5f/" + ID,
        "flink/checkpoints/0a1b2c3d4e5f60718293a4b5c6d7e8f9/chk-7/_metadata",
        "spark/checkpoints/7/state",
        "any/shared/8f/something",
        "any/epochs/12"
      })
  void filesOfOthers_makeNoJob(String name) {
    storage.put(name, new byte[1]);

    assertThat(SnapshotRepository.jobs(storage)).isEmpty();
    assertThat(SnapshotRepository.isFolderOfJob(inFolder(name))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "counts/epochs/000000000001",
        "counts/epochs/000000000001.start",
        "counts/checkpoints/000000000007/" + ID,
        "counts/savepoints/kept/manifest.json",
      })
  void signOfAJob_makesOne(String name) {
    storage.put(name, new byte[1]);

    assertThat(SnapshotRepository.jobs(storage)).containsExactly("counts");
    assertThat(SnapshotRepository.isFolderOfJob(inFolder(name))).isTrue();
  }

  @Test
  void sharedBlobsOfABrokenOffCopy_areOfAJob_soThatACollectionFindsThem() {
    storage.put("counts/shared/8f/" + ID, new byte[1]);
    storage.put("packed/shared/8f/" + ID + ".pack", new byte[1]);

    assertThat(SnapshotRepository.jobs(storage)).isEqualTo(List.of("counts", "packed"));
  }

  /** The same blob where the folder that would be the job's is the root. */
  private SnapshotStorage inFolder(String name) {
    MapStorage folder = new MapStorage(clock);
    folder.put(name.substring(name.indexOf('/') + 1), new byte[1]);
    return folder;
  }
}
