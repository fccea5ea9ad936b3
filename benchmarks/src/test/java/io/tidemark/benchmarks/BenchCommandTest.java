package io.tidemark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void list_namesWhatAnyPartOfANameChooses() {
    assertThat(run("--list", "map-get", "job")).isEqualTo(CommandLine.ExitCode.OK);

    assertThat(out.toString().lines())
        .containsExactly(
            "memory-map-get",
            "rocksdb-map-get",
            "job-word-count",
            "job-fraud-detection",
            "job-page-views",
            "job-checkpoints",
            "job-alignment",
            "flink-heap-map-get",
            "flink-rocksdb-map-get");
  }

  @Test
  void quickList_namesTheHeadlinesOnly() {
    run("--list", "--quick");

    assertThat(out.toString().lines())
        .contains("memory-value-get")
        .doesNotContain("memory-list-get", "rocksdb-larger-zipf-get");
  }

  @Test
  void unknownName_isWrongUsage() {
    assertThat(run("nothing-like-it")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("nothing-like-it", "--list").hasLineCount(1);
  }

  @Test
  void unknownPeer_isWrongUsage() {
    assertThat(run("--against", "spark")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("spark", "[flink, kafka]").hasLineCount(1);
  }

  @Test
  void experimentThatComparesWithAbsentPeersOnly_isNotRun() {
    assertThat(run("--list", "--against", "kafka", "rocksdb-value-update"))
        .isEqualTo(CommandLine.ExitCode.OK);
    assertThat(out.toString().lines()).containsExactly("rocksdb-value-update");
  }

  @Test
  void projectThatIsNotBuilt_isToldWithTheRemedy() {
    assertThat(run("--smoke", "--project", folder.toString(), "memory-map-get"))
        .isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString()).contains("mvn -B -DskipTests package").hasLineCount(1);
  }

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
