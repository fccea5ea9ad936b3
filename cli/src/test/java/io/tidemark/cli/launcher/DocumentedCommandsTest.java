package io.tidemark.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command in a shell block of the documentation works as it is printed, in a folder that has
 * a {@code book.txt}. Maven's are left out: they are builds, and the one that runs this test is one
 * of them. A block that is not run here says in a comment before it who runs it, or why nobody
 * does: {@code <!-- run by OtherTest -->}, {@code <!-- not run: why -->}.
 */
@Timeout(300)
class DocumentedCommandsTest {

  private static final Path ROOT =
      Launcher.inRepository().toAbsolutePath().normalize().getParent().getParent();

  private static final Pattern BLOCK =
      Pattern.compile(
          "(?<why><!-- (?:not run: |run by )[^\n]+ -->\n)?^```(?<language>[a-z]*)\n(?<text>.*?)^```$",
          Pattern.DOTALL | Pattern.MULTILINE);

  private static final Pattern COMMAND = Pattern.compile("(?m)^\\$? ?(bin/tidemark|mvn) ");

  @TempDir Path folder;

  static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (String glob : List.of("*.md", "docs/*.md", "*/README.md")) {
      try (Stream<Path> found = Files.walk(ROOT, 2)) {
        found
            .filter(
                file ->
                    ROOT.getFileSystem()
                        .getPathMatcher("glob:" + glob)
                        .matches(ROOT.relativize(file)))
            .filter(DocumentedCommandsTest::hasCommands)
            .forEach(documents::add);
      }
    }
    return documents;
  }

  private static boolean hasCommands(Path document) {
    return blocks(document).stream().anyMatch(block -> COMMAND.matcher(block.text()).find());
  }

  private record Block(boolean run, String text) {}

  private static List<Block> blocks(Path document) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(read(document));
    while (matcher.find()) {
      blocks.add(new Block(matcher.group("why") == null, matcher.group("text")));
    }
    return blocks;
  }

  private static String read(Path document) {
    try {
      return Files.readString(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void commands_workAsPrinted(Path document) throws Exception {
    Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(
        folder.resolve("bin/tidemark"), Launcher.inRepository().toAbsolutePath().normalize());
    Files.writeString(folder.resolve("book.txt"), "the cat and the dog\n");
    String script =
        blocks(document).stream()
            .filter(Block::run)
            .map(Block::text)
            .filter(text -> COMMAND.matcher(text).find())
            .map(DocumentedCommandsTest::withoutBuilds)
            .collect(Collectors.joining("\n"))
            .replace("file:///var/lib/tidemark", folder.resolve("snapshots").toUri().toString())
            .replace("file:///backup", folder.resolve("backup").toUri().toString());
    Path output = folder.resolve("output.txt");
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    bash.environment().put("TIDEMARK_JAVA_OPTS", Launcher.SHORT_LIVED);
    int code = bash.start().waitFor();

    assertThat(code).as("%s:%n%s%n%s", document, script, Files.readString(output)).isZero();
  }

  private static String withoutBuilds(String block) {
    return block.lines().filter(line -> !line.startsWith("mvn ")).collect(Collectors.joining("\n"));
  }
}
