package io.tidemark.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program in the README, compiled and run as it is printed there. */
class ReadmeTest {

  private static final Pattern PROGRAM =
      Pattern.compile("<!-- run by ReadmeTest -->\n```java\n(.*?)```\n", Pattern.DOTALL);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void programOfTheReadme_printsWhatTheReadmeSays(String backend) throws Exception {
    Matcher program =
        PROGRAM.matcher(
            Files.readString(Path.of(System.getProperty("tidemark.root"), "README.md")));
    assertThat(program.find()).isTrue();
    Path source = folder.resolve("CountVisits.java");
    Files.writeString(
        source, program.group(1).replace(".named(\"memory\")", ".named(\"" + backend + "\")"));
    compile(source);

    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      String[] arguments = {
        folder.resolve("snapshots").toUri().toString(), folder.resolve("work").toString()
      };
      loader
          .loadClass("CountVisits")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } finally {
      System.setOut(out);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .containsExactlyInAnyOrder("ann 2", "bob 1", "eve 1");
  }

  private void compile(Path source) {
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-cp",
                System.getProperty("java.class.path")
                    + File.pathSeparator
                    + System.getProperty("surefire.test.class.path", ""),
                "-d",
                folder.toString(),
                source.toString());
    assertThat(result).isZero();
  }
}
