package io.tidemark.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs what docs/OPERATING.md prints, from top to bottom. */
@Timeout(300)
class OperatingGuideTest {

  private static final Pattern BLOCK =
      Pattern.compile("<!-- run by OperatingGuideTest -->\n```sh\n(.*?)```", Pattern.DOTALL);

  /** Those that there are with any backend. */
  private static final Pattern METRIC = Pattern.compile("(tidemark|jvm)_(?!rocksdb)\\w+");

  @TempDir Path folder;

  @Test
  void everyCommand_doesWhatTheGuideSays() throws Exception {
    Path bin = Launcher.inRepository().toAbsolutePath().normalize().getParent();
    String guide = Files.readString(bin.resolveSibling("docs/OPERATING.md"));
    assertThat(guide.split("```sh", -1))
        .as("every command is run")
        .hasSize(guide.split("<!-- run by", -1).length);
    String commands =
        BLOCK.matcher(guide).results().map(block -> block.group(1)).collect(Collectors.joining());
    Files.createSymbolicLink(folder.resolve("bin"), bin);
    Path script = folder.resolve("guide.sh");
    // The practice job must not outlive the test if a command fails.
    Files.writeString(
        script,
        "set -euo pipefail\ntrap 'kill $(jobs -p) 2> /dev/null || true' EXIT\n"
            + commands.replace("8081", String.valueOf(freePort())));

    Launcher.Result result = new Launcher(Path.of("/bin/bash"), folder).start(script.toString());

    Files.delete(folder.resolve("bin"));
    assertThat(result.code()).as(result.output()).isZero();
    assertThat(result.output())
        .contains("\"job\":\"word-count\"", "jvm_memory_used_bytes")
        .containsPattern("checkpoint \\d+ completed in ")
        .containsPattern("savepoint \\d+ completed in ")
        .contains("restores snapshot ");
    assertThat(METRIC.matcher(guide).results().map(MatchResult::group).toList())
        .isNotEmpty()
        .allSatisfy(metric -> assertThat(result.output()).contains("\n" + metric + "{"));
    assertThat(
            Pattern.compile("tide\t20000")
                .matcher(committed(folder.resolve("counts")))
                .results()
                .map(MatchResult::group))
        .hasSize(1);
  }

  private static String committed(Path output) throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.list(output)) {
      for (Path file :
          files.filter(one -> one.getFileName().toString().startsWith("part-")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
