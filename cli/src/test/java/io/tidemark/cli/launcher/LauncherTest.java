package io.tidemark.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class LauncherTest {

  @TempDir Path folder;
  private Launcher tidemark;

  @BeforeEach
  void startThroughALink() throws Exception {
    Path link = folder.resolve("linked");
    Files.createSymbolicLink(link, Launcher.inRepository().toAbsolutePath().normalize());
    tidemark = new Launcher(link, folder);
  }

  private Launcher.Result wordCount(String snapshots) throws Exception {
    return tidemark.start(
        "run",
        "word-count",
        "-D",
        "word-count.input=" + folder.resolve("input"),
        "-D",
        "word-count.output=" + folder.resolve("output"),
        "-D",
        "execution.checkpointing.dir=" + snapshots);
  }

  private List<String> counts() throws Exception {
    try (Stream<Path> parts = Files.list(folder.resolve("output"))) {
      return parts
          .filter(part -> part.getFileName().toString().startsWith("part-"))
          .flatMap(part -> lines(part).stream())
          .sorted()
          .toList();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void demo_recoversAndCountsExactly() throws Exception {
    Launcher.Result demo =
        tidemark.withJavaOptions("").start("demo", "--records", "40000", "--failures", "1");

    assertThat(demo.code()).as(demo.output()).isZero();
    assertThat(demo.output())
        .contains("failure 1 of the demo, on purpose", "attempt 2 restores snapshot ")
        .contains("Every count is exactly right")
        .doesNotContain("CHECKPOINT", "WARN Job 'demo': checkpoint");
  }

  @Test
  void listings_findWhatComesWithTidemark() throws Exception {
    assertThat(tidemark.start("jobs").output()).contains("word-count", "fraud-detection");
    assertThat(tidemark.start("backends").output()).contains("memory", "rocksdb", "file:");
    assertThat(tidemark.start("config").output()).contains("execution.checkpointing.interval");
    assertThat(tidemark.start("config", "no.such.key").code()).isEqualTo(2);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs a device that is full")
  void outputThatDoesNotArrive_isAFailure() throws Exception {
    assertThat(tidemark.begin(Path.of("/dev/full"), "backends", "--json").waitFor()).isEqualTo(1);
  }

  @Test
  void finishedJob_isRestoredVerifiedAndCollected_andDamageIsFound() throws Exception {
    String root = folder.resolve("snapshots").toUri().toString();
    Files.writeString(folder.resolve("input"), "a b a\nb a\n");

    assertThat(wordCount(root).output()).contains("starts from nothing", "finished");
    Launcher.Result again = wordCount(root);
    assertThat(again.code()).as(again.output()).isZero();
    assertThat(again.output()).contains("restores snapshot 1");
    assertThat(counts()).containsExactly("a\t3", "b\t2");
    assertThat(tidemark.start("snapshots", root).output()).contains("word-count", "whole");
    assertThat(tidemark.start("verify", root).code()).isZero();
    assertThat(tidemark.start("gc", root, "--grace", "0s").code()).isEqualTo(2);
    Launcher.Result gc = tidemark.start("gc", root, "--grace", "0s", "--force");
    assertThat(gc.code()).as(gc.output()).isZero();
    assertThat(gc.output()).isEqualTo("Nothing to remove\n");
    Launcher.Result copy = tidemark.start("copy", root, root);
    assertThat(copy.code()).isEqualTo(1);
    assertThat(copy.output()).contains("manifest.json is there already; name another root");

    Path manifest = folder.resolve("snapshots/word-count/checkpoints/000000000001/manifest.json");
    Files.write(manifest, "damaged".getBytes(StandardCharsets.UTF_8));
    Launcher.Result damaged = tidemark.start("verify", root);
    assertThat(damaged.code()).as(damaged.output()).isEqualTo(1);
    assertThat(tidemark.start("gc", root, "--grace", "0s", "--force").code()).isZero();
    assertThat(manifest).exists();
  }

  @Test
  void terminatedJob_stopsWithAFinalCheckpoint_andGoesOnFromThere() throws Exception {
    String root = folder.resolve("snapshots").toUri().toString();
    Files.writeString(folder.resolve("input"), "a b a\n".repeat(2000));
    Path output = Files.createTempFile(folder, "run", ".txt");

    Process slow =
        tidemark.begin(
            output,
            "run",
            "word-count",
            "-Dword-count.input=" + folder.resolve("input"),
            "-Dword-count.output=" + folder.resolve("output"),
            "-Dexecution.checkpointing.dir=" + root,
            "-Dexecution.checkpointing.interval=100ms",
            "-Dpipeline.source.rate-limit=20");
    while (!Files.readString(output).contains("checkpoint 1 completed")) {
      assertThat(slow.waitFor(20, TimeUnit.MILLISECONDS)).as(Files.readString(output)).isFalse();
    }
    slow.destroy();
    assertThat(slow.waitFor()).isEqualTo(143);
    assertThat(Files.readString(output)).contains("stops, with a final checkpoint");
    assertThat(folder.resolve("tidemark")).as("the folder of tokens").isEmptyDirectory();

    Launcher.Result next = wordCount(root);
    assertThat(next.code()).as(next.output()).isZero();
    assertThat(next.output()).contains("restores snapshot ");
    assertThat(counts()).containsExactly("a\t4000", "b\t2000");
  }
}
