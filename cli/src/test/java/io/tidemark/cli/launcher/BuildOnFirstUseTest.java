package io.tidemark.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When the launcher builds, and how it starts, with a Maven and a JVM that only say that they were
 * called.
 */
@Timeout(60)
class BuildOnFirstUseTest {

  private static final String MAVEN =
      """
      #!/usr/bin/env bash
      echo built >> "$CALLS"
      [ -z "$BROKEN" ] || { echo "[ERROR] it does not compile"; exit 1; }
      echo "[INFO] Building Tidemark command line 0.1.0 [9/9]"
      mkdir -p cli/target/program cli/target/providers cli/target/vendors
      touch cli/target/tidemark-cli.jar
      echo program/a.jar:program/b.jar > cli/target/packaged
      """;

  @TempDir Path folder;
  private Path target = Path.of("");

  @BeforeEach
  void copyTheLauncher() throws IOException {
    target = folder.resolve("cli/target");
    Files.createDirectories(target.getParent());
    Files.createFile(folder.resolve("cli/pom.xml"));
    Files.createDirectory(folder.resolve("bin"));
    Files.copy(Launcher.inRepository(), folder.resolve("bin/tidemark"));
    script("tools/bin/mvn", MAVEN);
    script("tools/bin/java", "#!/usr/bin/env bash\necho started \"$@\"\n");
  }

  private void script(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Launcher.Result start(String broken) throws Exception {
    return start(broken, "", "jobs", "a b");
  }

  private Launcher.Result start(String broken, String javaOptions, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(folder.resolve("bin/tidemark").toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Path tools = folder.resolve("tools");
    builder.environment().put("PATH", tools.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("JAVA_HOME", tools.toString());
    builder.environment().put("CALLS", folder.resolve("calls").toString());
    builder.environment().put("BROKEN", broken);
    builder.environment().put("TIDEMARK_JAVA_OPTS", javaOptions);
    int code = builder.start().waitFor();
    return new Launcher.Result(code, Files.readString(output));
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(folder.resolve("calls"));
  }

  @Test
  void firstUse_builds_andTheNextJustStarts() throws Exception {
    Launcher.Result first = start("");
    assertThat(first.code()).as(first.output()).isZero();
    assertThat(first.output())
        .contains("not built yet", "Tidemark command line")
        .containsPattern("started .*-cp .*tidemark-cli.jar:.*/program/a.jar:.*/program/b.jar")
        .endsWith("io.tidemark.cli.Main jobs a b\n");

    assertThat(start("").output()).doesNotContain("not built").startsWith("started");
    assertThat(builds()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jobs", "--help", "gc", "check", "savepoint", "checkpoint"})
  void commandThatEndsSoon_isStartedWithoutTheOptimizingCompiler(String command) throws Exception {
    assertThat(start("", "", command).output())
        .contains(" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC ");
  }

  @Test
  void collectorThatIsChosen_isTheOnlyOne() throws Exception {
    assertThat(start("", "-XX:+UseG1GC", "jobs").output())
        .contains(" -XX:TieredStopAtLevel=1 -XX:+UseG1GC ")
        .doesNotContain("Serial");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "demo", "snapshots", "verify", "read", "show", "copy", "convert"})
  void commandThatWorksOnState_isStartedWithWhateverTheJvmHas(String command) throws Exception {
    assertThat(start("", "", command).output()).contains("started").doesNotContain("-XX:");
  }

  @Test
  void buildThatWasKilledHalfWay_isDoneAgain() throws Exception {
    start("");
    Files.delete(target.resolve("packaged"));
    assertThat(start("").code()).isZero();
    assertThat(builds()).hasSize(2);

    Files.setLastModifiedTime(
        target.resolve("packaged"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    assertThat(start("").code()).isZero();
    assertThat(builds()).hasSize(3);
  }

  @Test
  void buildThatFails_isToldWithItsErrors() throws Exception {
    Launcher.Result failed = start("yes");

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.output())
        .contains("the build failed", "it does not compile")
        .doesNotContain("started");
  }
}
