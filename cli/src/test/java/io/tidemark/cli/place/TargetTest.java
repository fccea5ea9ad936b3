package io.tidemark.cli.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.InvalidConfigurationException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  private final SnapshotsInAFolder snapshots;

  TargetTest(@TempDir Path folder) {
    snapshots = new SnapshotsInAFolder(folder);
  }

  @AfterEach
  void close() {
    snapshots.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "root/counts/shared",
        "root/counts/checkpoints",
        "root/counts/checkpoints/deep/down",
        "root/counts/savepoints",
        "root/counts/epochs/",
        "root/counts/shared/x/checkpoints/y"
      })
  void targetInTheFolderOfAJob_whereACollectionWouldRemoveIt_isRefused(String target) {
    snapshots.take("root");

    assertThatThrownBy(() -> snapshots.session().openTarget(snapshots.uri(target)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("inside the folder of job 'counts'")
        .hasMessageContaining("ROOT/JOB/savepoints/NAME");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "root",
        "root/copies",
        "other",
        "checkpoints/of/mine",
        "any/checkpoints",
        "shared"
      })
  void targetThatNoJobOwns_keepsWhereItIs(String target) {
    NamedSnapshot original = snapshots.take("root");

    SnapshotPlace place = snapshots.session().openTarget(snapshots.uri(target));

    TargetPlace there = TargetPlace.of(place, original.snapshot());
    assertThat(there.repository().storage().root()).hasToString(snapshots.uri(target).toString());
    assertThat(there.isWhereItIs(original)).isEqualTo(target.equals("root"));
  }

  @Test
  void savepointInTheFolderOfAJob_isAPlace() {
    NamedSnapshot original = snapshots.take("root");

    SnapshotPlace place =
        snapshots.session().openTarget(snapshots.uri("root/counts/savepoints/kept"));

    assertThat(TargetPlace.of(place, original.snapshot()).savepoint()).contains("kept");
  }
}
