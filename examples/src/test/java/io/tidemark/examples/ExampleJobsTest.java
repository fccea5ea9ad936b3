package io.tidemark.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.engine.JobStatus;
import io.tidemark.runtime.job.JobDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each example against what a plain loop makes of the same input, whole and broken off in between.
 * The seeds are fixed, so a failure repeats.
 */
class ExampleJobsTest {

  @TempDir private Path folder;
  private ExampleRuns runs;

  @BeforeEach
  void start() {
    runs = new ExampleRuns(folder.resolve("work"));
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  @ParameterizedTest
  @CsvSource({"memory,1,false", "memory,3,true", "rocksdb,2,false", "rocksdb,2,true"})
  void wordCount_brokenOffAndRescaled_countsEveryWordOnce(
      String backend, int parallelism, boolean unaligned) throws Exception {
    Map<String, Long> expected = new TreeMap<>();
    Random random = new Random(7);
    for (int file = 0; file < 3; file++) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        StringBuilder line = new StringBuilder(" ");
        for (int word = 0; word < random.nextInt(8); word++) {
          String one = "w" + random.nextInt(300);
          line.append(one).append(random.nextBoolean() ? " " : "\t ");
          expected.merge(one, 1L, Long::sum);
        }
        lines.add(line.toString());
      }
      write("in/file-" + file, lines);
    }
    List<String> expectedLines =
        expected.entrySet().stream().map(e -> e.getKey() + "\t" + e.getValue()).sorted().toList();
    runBrokenOff(new WordCount(), "word-count", backend, parallelism, unaligned, expectedLines);
  }

  @ParameterizedTest
  @CsvSource({"memory,1,false", "memory,3,true", "rocksdb,2,false"})
  void fraudDetection_brokenOff_findsEachFraudOnce(
      String backend, int parallelism, boolean unaligned) throws Exception {
    Random random = new Random(11);
    List<String> lines = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    Map<String, Long> smallAt = new HashMap<>();
    long millis = 1_000_000;
    for (int i = 0; i < 6000; i++) {
      millis += random.nextInt(2000);
      String account = "a" + random.nextInt(20);
      String amount =
          switch (random.nextInt(4)) {
            case 0 -> "0." + (10 + random.nextInt(90));
            case 1 -> (501 + random.nextInt(500)) + ".50";
            case 2 -> "500.00";
            default -> "1.00";
          };
      lines.add(millis + "," + account + "," + amount);
      Long small = smallAt.remove(account);
      double value = Double.parseDouble(amount);
      if (small != null && millis - small <= 60_000 && value > 500.0) {
        expected.add(account + "," + small + "," + millis + "," + amount);
      }
      if (value < 1.0) {
        smallAt.put(account, millis);
      }
    }
    write("in/transactions", lines);
    expected.sort(null);
    assertThat(expected).isNotEmpty();
    runBrokenOff(
        new FraudDetection(), "fraud-detection", backend, parallelism, unaligned, expected);
  }

  @ParameterizedTest
  @CsvSource({"memory,1,false", "memory,3,true", "rocksdb,2,false"})
  void pageViews_outOfOrderInSeveralFiles_giveEachWindowOnce(
      String backend, int parallelism, boolean unaligned) throws Exception {
    Random random = new Random(13);
    Map<String, Long> expected = new TreeMap<>();
    for (int file = 0; file < 4; file++) {
      List<String> lines = new ArrayList<>();
      long millis = 50_000;
      for (int i = 0; i < 1500; i++) {
        millis += random.nextInt(40);
        long at = millis - random.nextInt(5000);
        String page = "/p" + random.nextInt(10);
        lines.add(at + "," + page);
        expected.merge(Math.floorDiv(at, 5000) * 5000 + "," + page, 1L, Long::sum);
      }
      write("in/views-" + file, lines);
    }
    List<String> expectedLines =
        expected.entrySet().stream().map(e -> e.getKey() + "," + e.getValue()).sorted().toList();
    runBrokenOff(new PageViews(), "page-views", backend, parallelism, unaligned, expectedLines);
  }

  @ParameterizedTest
  @CsvSource({"memory,1,false", "rocksdb,2,true"})
  void load_brokenOffAndRescaled_updatesEachKeyAsOftenAsItIsGenerated(
      String backend, int parallelism, boolean unaligned) throws Exception {
    Configuration settings =
        configuration("load", backend, parallelism, unaligned)
            .with("load.records", "8000")
            .with("load.keys", "100")
            .with("load.value-size", "50")
            .with("load.update-share", "0.5")
            .with("load.skew", "1");
    LoadGenerator generator = new LoadGenerator(settings);
    Map<Long, Long> updates = new TreeMap<>();
    for (long number = 0; number < 8000; number++) {
      LoadRecord record = generator.apply(number);
      if (record.update()) {
        updates.merge(record.key(), 1L, Long::sum);
      }
    }
    assertThat(updates.get(0L)).as("skewed").isGreaterThan(5 * 8000 / 100 / 2);
    List<String> expected =
        updates.entrySet().stream().map(e -> e.getKey() + "," + e.getValue()).sorted().toList();
    runBrokenOff(new Load(), settings, expected);
  }

  @Test
  void malformedLine_failsTheJobWithItsPlace_orGoesAsideWhenAsked() throws Exception {
    write("in/views", List.of("50000,/a", "soon,/a", "50001,/a", "nothing"));
    Configuration strict =
        configuration("page-views", "memory", 1, false).with("restart-strategy.type", "none");
    assertThatThrownBy(() -> runs.runToEnd(new PageViews(), strict))
        .hasStackTraceContaining("views at byte 9: the time is no number");

    Configuration lenient = strict.with("page-views.malformed", folder.resolve("aside").toString());
    assertThat(runs.runToEnd(new PageViews(), lenient)).isEqualTo(JobStatus.FINISHED);
    assertThat(ExampleRuns.committed(folder.resolve("out"))).containsExactly("50000,/a,2");
    String file = folder.resolve("in/views").toString();
    assertThat(ExampleRuns.committed(folder.resolve("aside")))
        .containsExactly(file + ":26:nothing", file + ":9:soon,/a");
  }

  @Test
  void missingInput_isAnErrorAtStart() {
    assertThatThrownBy(
            () -> runs.runToEnd(new WordCount(), configuration("word-count", "memory", 1, false)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(folder.resolve("in").toString());
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private void runBrokenOff(
      JobDefinition job,
      String name,
      String backend,
      int parallelism,
      boolean unaligned,
      List<String> expected)
      throws Exception {
    runBrokenOff(job, configuration(name, backend, parallelism, unaligned), expected);
  }

  @Test
  void checkpointDirectoryThatCannotBeWritten_isAnErrorAtStart() throws Exception {
    write("in/words", List.of("a"));
    write("file", List.of("no folder"));
    Configuration settings =
        configuration("word-count", "memory", 1, false)
            .with("execution.checkpointing.dir", folder.resolve("file").toUri() + "/under");
    assertThatThrownBy(() -> runs.runToEnd(new WordCount(), settings))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("file/under");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private void runBrokenOff(JobDefinition job, Configuration settings, List<String> expected)
      throws Exception {
    Configuration slow = settings.with("pipeline.source.rate-limit", "3000");
    for (int i = 0; i < 2; i++) {
      runs.breakOffAfter(2, job, slow);
    }
    int parallelism = Integer.parseInt(settings.asMap().get("parallelism.default"));
    Configuration rescaled = settings.with("parallelism.default", String.valueOf(parallelism + 1));
    assertThat(runs.runToEnd(job, rescaled)).isEqualTo(JobStatus.FINISHED);
    assertThat(ExampleRuns.committed(folder.resolve("out"))).isEqualTo(expected);
    assertThat(ExampleRuns.unfinished(folder.resolve("out"))).isEmpty();
    assertThat(runs.runToEnd(job, rescaled)).isEqualTo(JobStatus.FINISHED);
    assertThat(ExampleRuns.committed(folder.resolve("out"))).isEqualTo(expected);
  }

  private Configuration configuration(
      String name, String backend, int parallelism, boolean unaligned) {
    Configuration common =
        Configuration.of(
            Map.of(
                name + ".output",
                folder.resolve("out").toString(),
                "state.backend.type",
                backend,
                "parallelism.default",
                String.valueOf(parallelism),
                "execution.checkpointing.dir",
                folder.resolve("checkpoints").toUri().toString(),
                "execution.checkpointing.interval",
                "50 ms",
                "execution.checkpointing.unaligned.enabled",
                String.valueOf(unaligned)));
    return name.equals("load")
        ? common
        : common.with(name + ".input", folder.resolve("in").toString());
  }

  private void write(String name, List<String> lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, lines);
  }
}
