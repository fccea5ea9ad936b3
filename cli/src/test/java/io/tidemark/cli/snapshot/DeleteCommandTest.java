package io.tidemark.cli.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.cli.place.NamedSnapshot;
import io.tidemark.cli.place.SnapshotsInAFolder;
import io.tidemark.cli.process.ErrorReport;
import io.tidemark.snapshot.repository.WorkProgress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DeleteCommandTest {

  private static final String KEPT = "root/counts/savepoints/kept";

  private final StringWriter said = new StringWriter();
  private final Path folder;
  private final SnapshotsInAFolder snapshots;

  DeleteCommandTest(@TempDir Path folder) {
    this.folder = folder;
    this.snapshots = new SnapshotsInAFolder(folder);
  }

  @BeforeEach
  void takeACheckpointAndTwoSavepoints() {
    NamedSnapshot checkpoint = snapshots.take("root");
    for (String name : new String[] {"kept", "other"}) {
      checkpoint
          .repository()
          .exportSavepoint(checkpoint.repository(), checkpoint.snapshot(), name, WorkProgress.NONE);
    }
  }

  @AfterEach
  void close() {
    snapshots.close();
  }

  private int delete(String place) {
    ErrorReport errors = new ErrorReport(() -> false);
    PrintWriter out = new PrintWriter(said, true);
    return new CommandLine(new DeleteCommand())
        .setExecutionExceptionHandler(errors)
        .setOut(out)
        .setErr(out)
        .execute(snapshots.uri(place).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {KEPT, KEPT + "/", KEPT + "/manifest.json"})
  void savepoint_isDeleted_andNothingElse(String place) {
    assertThat(delete(place)).as("%s", said).isZero();

    assertThat(folder.resolve(KEPT + "/manifest.json")).doesNotExist();
    assertThat(folder.resolve("root/counts/savepoints/other/manifest.json")).exists();
    assertThat(folder.resolve("root/counts/checkpoints/000000000001/manifest.json")).exists();
    assertThat(said.toString()).contains("deleted", KEPT + "/manifest.json");
  }

  @Test
  void damagedSavepoint_isDeleted() throws Exception {
    Files.writeString(folder.resolve(KEPT + "/manifest.json"), "nonsense");

    assertThat(delete(KEPT)).as("%s", said).isZero();

    assertThat(folder.resolve(KEPT + "/manifest.json")).doesNotExist();
  }

  @Test
  void savepointThatIsNotThere_isAFailure() {
    assertThat(delete("root/counts/savepoints/kep")).isEqualTo(ErrorReport.FAILED);
    assertThat(said.toString()).contains("there is no savepoint", "savepoints/kep/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"root", "root/counts", "root/counts/checkpoints/000000000001", "root#kept"})
  void whatIsNoSavepoint_isRefused_andStays(String place) {
    assertThat(delete(place)).isEqualTo(2);

    assertThat(said.toString()).contains("ROOT/JOB/savepoints/NAME");
    assertThat(folder.resolve(KEPT + "/manifest.json")).exists();
    assertThat(folder.resolve("root/counts/checkpoints/000000000001/manifest.json")).exists();
  }
}
