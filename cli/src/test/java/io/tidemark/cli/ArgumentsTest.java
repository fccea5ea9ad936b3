package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ArgumentsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  private int execute(String... arguments) {
    CommandLine commands =
        Tidemark.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return commands.execute(arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "run",
        "jobs",
        "backends",
        "config",
        "snapshots",
        "verify",
        "gc",
        "show",
        "read",
        "diff",
        "copy",
        "convert",
        "delete",
        "check",
        "bench",
        "completion"
      })
  void help_hasUsageAndIsSuccess(String command) {
    int code = command.isEmpty() ? execute("--help") : execute(command, "--help");

    assertThat(code).isZero();
    assertThat(out.toString()).contains("Usage: tidemark " + command);
    assertThat(out.toString()).contains(command.isEmpty() ? "Commands:" : "Examples:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "verifi",
        "run",
        "run no-such-job",
        "run word-count --restore yesterday",
        "run word-count -D nonsense",
        "run word-count -D no.such.key=1",
        "run word-count -D execution.checkpointing.interval=soon",
        "run word-count --config no-such-file.yaml",
        "run word-count --jar no-such.jar",
        "demo --records 0",
        "demo --failures many",
        "demo --backend no-such-backend",
        "config no.such.key",
        "snapshots",
        "snapshots nowhere:/",
        "snapshots /no/scheme",
        "verify",
        "show",
        "show nowhere:/",
        "show memory:any --biggest -1",
        "read",
        "read memory:any --state counts --format xml",
        "read memory:any --state counts --limit -1",
        "show memory:///a/b%20c/checkpoints/1",
        "diff memory:a",
        "diff memory:a memory:b --limit -2",
        "copy memory:a",
        "copy nowhere:/ memory:b",
        "convert memory:a memory:b --max-parallelism 0",
        "convert memory:a memory:b --max-parallelism many",
        "check",
        "check no-such-job memory:a",
        "completion",
        "completion fish",
        "snapshots memory:any#5",
        "snapshots memory:any/job/checkpoints/5",
        "delete",
        "delete memory:any",
        "delete memory:any/job/checkpoints/5",
        "gc memory:any#5",
        "gc memory:any/job/savepoints/kept",
        "gc memory:any --grace 1min",
        "gc memory:any --grace long"
      })
  void wrongUsage_isTwoWithOneSentenceAndNoStackTrace(String line) {
    int code = execute(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(code).as(err.toString()).isEqualTo(2);
    assertThat(err.toString()).startsWith("tidemark: ").doesNotContain("\tat ");
  }

  @Test
  void verbose_showsTheStackTrace() {
    assertThat(execute("config", "no.such.key", "--verbose")).isEqualTo(2);
    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void pathInPlaceOfAUri_isSaidAsAUri() {
    execute("snapshots", "/no/scheme");

    assertThat(err.toString()).contains("write it like file:///no/scheme.");
  }

  @Test
  void spaceInAUri_isSaidToBeWrittenAsACode() {
    execute("snapshots", "file:///a b");

    assertThat(err.toString()).contains("'file:///a b' is no URI", "a space as %20");
  }

  @Test
  void everyCommand_isDescribedByAWholeSentenceInTheListOfAll() {
    Tidemark.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) ->
                assertThat(command.getCommandSpec().usageMessage().description()[0])
                    .as(name)
                    .endsWith("."));
  }

  @Test
  void unknownKey_namesTheNearest() {
    execute("config", "execution.checkpointing.intervall");

    assertThat(err.toString()).contains("did you mean execution.checkpointing.interval?");
  }

  @Test
  void emptyRoot_isAFailureNotASuccess() {
    assertThat(execute("verify", folder.toUri().toString())).isEqualTo(1);
    assertThat(err.toString()).contains("there is nothing under");
  }

  @Test
  void json_isWhatTheTableShows() {
    assertThat(execute("config", "--json", "execution.checkpointing.interval")).isZero();
    assertThat(out.toString())
        .contains("\"key\" : \"execution.checkpointing.interval\"", "\"default\" : \"10 s\"");
  }

  @Test
  void malformedYaml_namesTheFile() throws Exception {
    Path yaml = folder.resolve("job.yaml");
    Files.writeString(yaml, "a: [1\n");

    assertThat(execute("run", "word-count", "--config", yaml.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(yaml.toString());
  }

  @Test
  void everyExampleInTheHelp_canBeParsed() {
    CommandLine root = Tidemark.commandLine();
    root.getSubcommands()
        .values()
        .forEach(
            command -> {
              String footer = String.join("\n", command.getCommandSpec().usageMessage().footer());
              List<String> examples =
                  footer.replaceAll("\\\\\\s*\n", " ").lines().map(String::strip).toList();
              assertThat(examples).as(command.getCommandName()).isNotEmpty();
              examples.stream()
                  .filter(example -> example.startsWith("tidemark "))
                  .map(example -> example.replaceAll("[\"']|[>;].*", "").substring(9))
                  .forEach(
                      example ->
                          assertThatCode(() -> root.parseArgs(example.trim().split("\\s+")))
                              .as(example)
                              .doesNotThrowAnyException());
            });
  }

  @Test
  void everyCommandThatTheDocumentationNames_exists() throws Exception {
    Path root = Path.of(System.getProperty("tidemark.root", ".."));
    List<Path> documents = new ArrayList<>(List.of(root.resolve("README.md")));
    try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
      docs.filter(document -> document.toString().endsWith(".md")).forEach(documents::add);
    }
    Set<String> commands = Tidemark.commandLine().getSubcommands().keySet();
    for (Path document : documents) {
      Matcher named = Pattern.compile("bin/tidemark ([a-z]+)").matcher(Files.readString(document));
      while (named.find()) {
        assertThat(commands).as(document.toString()).contains(named.group(1));
      }
    }
  }
}
