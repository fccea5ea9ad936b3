package io.tidemark.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The configurations in the README, run as they are printed, but for where the servers are. */
class ReadmeConfigurationsTest {

  private static final Pattern DIRECTORY =
      Pattern.compile("(?m)^execution\\.checkpointing\\.dir: \\S+$");
  private static final Pattern ENDPOINT = Pattern.compile("(?m)^s3\\.endpoint: \\S+\n");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void configurationOfTheReadme_runsTheJob(Place place) throws Exception {
    String root = place.root(folder.resolve("readme-" + System.nanoTime()));
    Path configuration = folder.resolve("job.yaml");
    Files.writeString(
        configuration,
        ENDPOINT
            .matcher(
                DIRECTORY
                    .matcher(printed(place))
                    .replaceFirst(Matcher.quoteReplacement("execution.checkpointing.dir: " + root)))
            .replaceFirst(""));
    Path input = Files.writeString(folder.resolve("input"), "a b a\n");
    Path output = folder.resolve("output");

    bin(
        place,
        "run",
        "word-count",
        "--config",
        configuration.toString(),
        "-Dword-count.input=" + input,
        "-Dword-count.output=" + output);
    assertThat(new Output(output).lines()).containsExactly("a\t2", "b\t1");
    bin(place, "verify", root);
  }

  private void bin(Place place, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(arguments));
    place.configuration().forEach((key, value) -> command.add("-D" + key + "=" + value));
    new Program(folder).succeed(command);
  }

  private static String printed(Place place) throws Exception {
    String name = place.name().toLowerCase(Locale.ROOT);
    Matcher printed =
        Pattern.compile(
                "<!-- run by ReadmeConfigurationsTest: " + name + " -->\n```yaml\n(.*?)```\n",
                Pattern.DOTALL)
            .matcher(Files.readString(Program.readme()));
    assertThat(printed.find()).isTrue();
    return printed.group(1);
  }
}
