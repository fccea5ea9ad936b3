package io.tidemark.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be asked of a job from another process. */
@Timeout(300)
class RunningJobTest {

  @TempDir Path folder;
  private Launcher tidemark;

  @BeforeEach
  void inAFolderOfItsOwn() {
    tidemark = new Launcher(Launcher.inRepository().toAbsolutePath().normalize(), folder);
  }

  @Test
  void runningJob_takesCheckpointsAndSavepointsWhenAsked_andStopsWithOne() throws Exception {
    try (RunningJob job = RunningJob.start(tidemark, folder)) {
      String page = job.page().toString();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(job.tokenFile())))
          .isEqualTo("rw-------");

      Launcher.Result checkpoint = tidemark.start("checkpoint", page);
      assertThat(checkpoint.code()).as(checkpoint.output()).isZero();
      assertThat(checkpoint.output()).containsPattern("checkpoint \\d+ completed in ");

      Launcher.Result json =
          tidemark.start("savepoint", page, folder.resolve("kept").toUri().toString(), "--json");
      assertThat(json.code()).as(json.output()).isZero();
      assertThat(json.output()).contains("\"location\" : \"file:///", "\"duration\" : ");
      assertThat(tidemark.start("snapshots", folder.resolve("kept").toUri().toString()).output())
          .contains("savepoint", "whole");

      Path wrong = Files.writeString(folder.resolve("wrong"), "not-the-token\n");
      Launcher.Result stranger =
          tidemark.start("savepoint", page, "--token-file", wrong.toString());
      assertThat(stranger.code()).isEqualTo(1);
      assertThat(stranger.output()).contains("The token is not that of this job's process");
      assertThat(stranger.output()).doesNotContain("not-the-token");

      Launcher.Result nowhere = tidemark.start("savepoint", page, "nosuch:///place");
      assertThat(nowhere.code()).isEqualTo(2);
      assertThat(nowhere.output()).contains("nosuch");

      Launcher.Result taken =
          tidemark.start(
              "run",
              "word-count",
              "--web-port",
              String.valueOf(job.page().getPort()),
              "-Dword-count.input=" + folder.resolve("input"),
              "-Dword-count.output=" + folder.resolve("other"));
      assertThat(taken.code()).isEqualTo(2);
      assertThat(taken.output()).contains("Nothing can listen on", "rest.port");
      assertThat(folder.resolve("other")).doesNotExist();

      String last = folder.resolve("last").toUri().toString();
      Launcher.Result stop = tidemark.start("savepoint", page, last, "--stop", "--drain");
      assertThat(stop.code()).as(stop.output()).isZero();
      assertThat(job.awaitEnd()).as(job.output()).isZero();
      assertThat(job.output()).contains("finished");
      assertThat(job.tokenFile()).doesNotExist();
      assertThat(tidemark.start("snapshots", last).output()).contains("savepoint", "whole");

      Path token = Files.writeString(folder.resolve("token"), "any");
      Launcher.Result gone = tidemark.start("checkpoint", page, "--token-file", token.toString());
      assertThat(gone.code()).isEqualTo(1);
      assertThat(gone.output()).contains("No job answers at " + page);
    }
  }
}
