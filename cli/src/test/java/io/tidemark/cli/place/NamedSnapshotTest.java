package io.tidemark.cli.place;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.cli.process.CommandFailedException;
import io.tidemark.spi.SnapshotCorruptException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedSnapshotTest {

  private final SnapshotsInAFolder snapshots;

  NamedSnapshotTest(@TempDir Path folder) {
    snapshots = new SnapshotsInAFolder(folder);
  }

  @AfterEach
  void close() {
    snapshots.close();
  }

  @Test
  void snapshotThatItsJobRetiresWhileItIsRead_isGoneAndNotDamaged() {
    NamedSnapshot named = snapshots.take("root");

    assertThatThrownBy(
            () ->
                named.whileThere(
                    () -> {
                      String manifest = named.snapshot().location().manifest();
                      named.repository().storage().delete(List.of(manifest));
                      throw missing();
                    }))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining(named.uri() + " was removed while it was read")
        .hasCauseInstanceOf(SnapshotCorruptException.class);
  }

  @Test
  void snapshotThatIsThereAndMissesABlob_isDamaged() {
    NamedSnapshot named = snapshots.take("root");

    assertThatThrownBy(
            () ->
                named.whileThere(
                    () -> {
                      throw missing();
                    }))
        .isInstanceOf(SnapshotCorruptException.class);
  }

  private static SnapshotCorruptException missing() {
    return new SnapshotCorruptException("counts/shared/00/x", 0, "the blob is missing");
  }
}
