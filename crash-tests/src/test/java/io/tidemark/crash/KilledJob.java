package io.tidemark.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** One job in processes of its own, in one folder, started as often as it takes. */
final class KilledJob {

  private final Combination combination;
  private final Program program;
  private final Path input;
  private final Random random;
  private final Output output;
  private final String root;
  private int starts;

  KilledJob(Combination combination, Path folder, Path input, Random random) throws Exception {
    this.combination = combination;
    this.program = new Program(folder);
    this.input = input;
    this.random = random;
    this.output = new Output(folder.resolve("output"));
    this.root = combination.place().root(folder);
  }

  Output output() {
    return output;
  }

  /**
   * Starts the job slowly, and kills it some time after it has completed a checkpoint. What was
   * committed before stays as it was.
   */
  void killMidway() throws Exception {
    Map<String, String> before = output.files();
    Path log = program.nextLog();
    Process process = program.begin(log, run(slowness()));
    long checkpoints = 1 + random.nextInt(2);
    while (completed(log) < checkpoints) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
          .as("ended before it was killed:%n%s", Files.readString(log))
          .isFalse();
    }
    boolean ended = process.waitFor(random.nextInt(300), TimeUnit.MILLISECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.waitFor();

    assertThat(ended).as("ended before it was killed:%n%s", Files.readString(log)).isFalse();
    assertThat(Files.readString(log)).contains(starts == 1 ? "starts from nothing" : "restores");
    assertThat(output.files()).as("committed before").containsAllEntriesOf(before);
  }

  /** Starts the job and lets it run to its end. */
  void finish() throws Exception {
    Map<String, String> before = output.files();
    program.succeed(run(List.of()));
    assertThat(output.files()).as("committed before").containsAllEntriesOf(before);
  }

  /** Checks every byte of every checkpoint that is kept. */
  void verify() throws Exception {
    List<String> command = new ArrayList<>(List.of("verify", root));
    addConfiguration(command, combination.place().configuration());
    program.succeed(command);
  }

  /** So slow that it is killed long before its end, also on a machine that has other work. */
  private List<String> slowness() {
    int seconds = 10 * (combination.kills() + 1);
    return List.of("-Dpipeline.source.rate-limit=" + Math.max(50, Example.LINES / seconds));
  }

  private List<String> run(List<String> more) {
    String job = combination.example().job();
    List<String> command = new ArrayList<>(List.of("run", job, "--web-port", "-1"));
    command.addAll(more);
    addConfiguration(
        command,
        Map.of(
            job + ".input",
            input.toString(),
            job + ".output",
            output.folder().toString(),
            "state.backend.type",
            combination.backend(),
            "parallelism.default",
            String.valueOf(combination.parallelism(starts++)),
            "execution.checkpointing.dir",
            root,
            "execution.checkpointing.interval",
            "150 ms",
            "execution.checkpointing.unaligned.enabled",
            String.valueOf(combination.unaligned())));
    addConfiguration(command, combination.place().configuration());
    return command;
  }

  private static void addConfiguration(List<String> command, Map<String, String> configuration) {
    configuration.forEach((key, value) -> command.add("-D" + key + "=" + value));
  }

  private static long completed(Path log) throws IOException {
    return Files.readString(log)
        .lines()
        .filter(line -> line.contains("checkpoint ") && line.contains(" completed in "))
        .count();
  }
}
