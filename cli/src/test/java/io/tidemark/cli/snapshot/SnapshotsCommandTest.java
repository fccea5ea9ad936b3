package io.tidemark.cli.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.cli.place.NamedSnapshot;
import io.tidemark.cli.place.SnapshotsInAFolder;
import io.tidemark.snapshot.repository.WorkProgress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SnapshotsCommandTest {

  @Test
  void savepoints_areListedByTheirNames_damagedOrNot(@TempDir Path folder) throws Exception {
    try (SnapshotsInAFolder snapshots = new SnapshotsInAFolder(folder)) {
      NamedSnapshot checkpoint = snapshots.take("root");
      for (String name : new String[] {"before-upgrade", "broken"}) {
        checkpoint
            .repository()
            .exportSavepoint(
                checkpoint.repository(), checkpoint.snapshot(), name, WorkProgress.NONE);
      }
      Files.writeString(folder.resolve("root/counts/savepoints/broken/manifest.json"), "nonsense");
      StringWriter out = new StringWriter();

      int code =
          new CommandLine(new SnapshotsCommand())
              .setOut(new PrintWriter(out, true))
              .execute(snapshots.uri("root").toString());

      assertThat(code).isZero();
      assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
          .hasSize(4)
          .anyMatch(line -> line.startsWith("counts 1 checkpoint ") && line.endsWith(" whole"))
          .anyMatch(line -> line.startsWith("counts 1 savepoint before-upgrade "))
          .anyMatch(line -> line.matches("counts savepoint broken damaged .*"));
    }
  }
}
