package io.tidemark.flink.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.flink.TidemarkStateBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/FLINK.md's commands and settings, in the order of the page, with a job that would notice a
 * lost number, from Flink's RocksDB through Tidemark's backends and back.
 */
final class FlinkPageTest {

  private static final Pattern BLOCK = Pattern.compile("```(bash|yaml)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern JOB = Pattern.compile("submitted with JobID ([0-9a-f]{32})");
  private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed. Path: (\\S+)");

  private static final String OURS = "io.tidemark.flink.state.StoreValueState";
  private static final String FLINKS = "org.apache.flink.state.rocksdb.RocksDBValueState";
  private static final long NUMBERS = 500;

  @TempDir private Path directory;

  @Test
  void pagesCommands_takeAJobThereAndBackAndThereAlone_withoutALoss() throws Exception {
    List<String> states = new ArrayList<>();
    try (Progress progress = new Progress();
        Distribution flink = new Distribution(directory.resolve("flink"))) {
      prepare(flink, progress);
      flink.run("bin/start-cluster.sh");
      note(flink.run("bin/flink run --detached \"$JOB_JAR\""), flink);
      states.add(progress.awaitNext(NUMBERS));

      Matcher blocks = BLOCK.matcher(page());
      while (blocks.find()) {
        String text = blocks.group(2);
        if (blocks.group(1).equals("yaml")) {
          flink.configure(text);
          continue;
        }
        note(flink.run(text), flink);
        if (text.contains("flink run")) {
          states.add(progress.awaitNext(NUMBERS));
        }
      }
      assertThat(flink.logs()).contains("state backend as TidemarkStateBackend");
    }
    assertThat(states).containsExactly(FLINKS, OURS, FLINKS, OURS);
  }

  private void prepare(Distribution flink, Progress progress) throws IOException {
    Path tidemark = tidemarkJar();
    Path jobJar = directory.resolve("job.jar");
    Distribution.jar(jobJar, NumberedJob.class, List.of());
    Path fullJobJar = directory.resolve("full-job.jar");
    Distribution.jar(fullJobJar, NumberedJob.class, List.of(tidemark));
    flink.export("TIDEMARK_JAR", tidemark.toString());
    flink.export("JOB_JAR", jobJar.toString());
    flink.export("FULL_JOB_JAR", fullJobJar.toString());
    flink.export("SAVEPOINTS", directory.resolve("savepoints").toUri().toString());
    flink.export(NumberedJob.PORT, Integer.toString(progress.port()));
    flink.configure(
        """
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.bind-host: 127.0.0.1
        jobmanager.rpc.port: %d
        jobmanager.memory.process.size: 512mb
        rest.address: 127.0.0.1
        rest.bind-address: 127.0.0.1
        rest.port: %d
        taskmanager.host: 127.0.0.1
        taskmanager.bind-host: 127.0.0.1
        taskmanager.numberOfTaskSlots: 2
        parallelism.default: 1
        restart-strategy.type: none
        execution.checkpointing.interval: 200ms
        execution.checkpointing.dir: %s
        io.tmp.dirs: %s
        state.backend.type: rocksdb
        """
            .formatted(
                Distribution.freePort(),
                Distribution.freePort(),
                directory.resolve("checkpoints").toUri(),
                directory.resolve("tmp")));
  }

  private static String page() throws IOException {
    Path root = Path.of(System.getProperty("tidemark.root", ".."));
    return Files.readString(root.resolve("docs/FLINK.md"));
  }

  /** Keeps what the commands that follow need of what one printed. */
  private static void note(String printed, Distribution flink) {
    Matcher job = JOB.matcher(printed);
    if (job.find()) {
      flink.export("JOB", job.group(1));
    }
    Matcher savepoint = SAVEPOINT.matcher(printed);
    if (savepoint.find()) {
      flink.export("SAVEPOINT", savepoint.group(1));
    }
  }

  /** The jar that the build made of this module. */
  private static Path tidemarkJar() throws IOException {
    Path target =
        Path.of(
                TidemarkStateBackend.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath())
            .resolveSibling("");
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(
              file ->
                  file.getFileName()
                      .toString()
                      .matches("tidemark-engine-flink-[^-]+(-SNAPSHOT)?\\.jar"))
          .findAny()
          .orElseThrow();
    }
  }
}
