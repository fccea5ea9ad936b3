package io.tidemark.snapshot.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever befalls a copy: no snapshot looks whole that is not, and the original stays. */
class SnapshotCopyTest {

  private final Job.Clock clock = new Job.Clock();
  private final MapStorage source = new MapStorage(clock);
  private final SnapshotRepository job = Job.repository(source, clock, 1);
  private final StoredSnapshot original = Job.checkpoint(job.claim(), (1 << 20) + 1);

  /** What copies can become. */
  enum Way {
    CHECKPOINT {
      @Override
      StoredSnapshot copy(SnapshotRepository from, StoredSnapshot of, SnapshotRepository to) {
        return from.copyTo(to, of, WorkProgress.NONE);
      }
    },
    SAVEPOINT {
      @Override
      StoredSnapshot copy(SnapshotRepository from, StoredSnapshot of, SnapshotRepository to) {
        return from.exportSavepoint(to, of, "kept", WorkProgress.NONE);
      }
    };

    abstract StoredSnapshot copy(SnapshotRepository from, StoredSnapshot of, SnapshotRepository to);
  }

  @ParameterizedTest
  @EnumSource
  void targetThatFailsAtAnyCall_hasNoDamagedSnapshot_andTheNextCopyIsWhole(Way way) {
    Outage none = Outage.forEver(Integer.MAX_VALUE, false);
    way.copy(job, original, repository(new InterceptedStorage(new MapStorage(clock), none)));
    Map<String, Integer> before = contents(source);

    for (Outage outage : Outage.all(none.calls())) {
      MapStorage target = new MapStorage(clock);
      try {
        way.copy(job, original, repository(new InterceptedStorage(target, outage)));
      } catch (StorageException e) {
        assertThat(repository(target).verify(WorkProgress.NONE).damages())
            .as("%s", outage)
            .isEmpty();
      }
      StoredSnapshot copy = way.copy(job, original, repository(target));
      assertThat(repository(target).verify(copy, WorkProgress.NONE).isWhole())
          .as("%s", outage)
          .isTrue();
      assertThat(repository(target).verify(WorkProgress.NONE).unnamed()).as("%s", outage).isEmpty();
    }
    assertThat(contents(source)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void damagedOriginal_isNotPublished_andStaysAsItIs(Way way) {
    for (String blob : original.blobNames()) {
      MapStorage damaged = source.copy();
      damaged.flip(blob, 1_000);
      Map<String, Integer> before = contents(damaged);
      MapStorage target = new MapStorage(clock);

      assertThatThrownBy(() -> way.copy(repository(damaged), original, repository(target)))
          .isInstanceOf(SnapshotCorruptException.class)
          .hasMessageContaining(blob);

      assertThat(target.names()).noneMatch(name -> name.endsWith("manifest.json"));
      assertThat(contents(damaged)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void damageInTheTarget_isMended(Way way) {
    MapStorage target = new MapStorage(clock);
    StoredSnapshot copy = way.copy(job, original, repository(target));
    for (String blob : copy.blobNames()) {
      target.flip(blob, 1_000);
    }

    way.copy(job, original, repository(target));

    assertThat(repository(target).verify(copy, WorkProgress.NONE).isWhole()).isTrue();
  }

  /** Two URIs may lead to one folder, over a link or another mount. */
  @ParameterizedTest
  @EnumSource
  void copyOntoItself_leavesDamageAsItIs(Way way) {
    MapStorage place = new MapStorage(clock);
    StoredSnapshot copy = way.copy(job, original, repository(place));
    way.copy(repository(place), copy, repository(place));
    place.flip(copy.blobNames().iterator().next(), 1_000);
    Map<String, Integer> before = contents(place);

    assertThatThrownBy(() -> way.copy(repository(place), copy, repository(place)))
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining("CRC-32C should be");

    assertThat(contents(place)).isEqualTo(before);
  }

  private SnapshotRepository repository(SnapshotStorage storage) {
    return Job.repository(storage, clock, 2);
  }

  private static Map<String, Integer> contents(MapStorage storage) {
    return storage.names().stream()
        .collect(
            Collectors.toMap(
                name -> name,
                name -> Arrays.hashCode(storage.bytes(name)),
                (a, b) -> a,
                TreeMap::new));
  }
}
