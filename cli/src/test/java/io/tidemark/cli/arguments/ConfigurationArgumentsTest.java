package io.tidemark.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.config.ConfigRegistry;
import io.tidemark.config.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ConfigurationArgumentsTest {

  private static final String INTERVAL = "execution.checkpointing.interval";

  @TempDir Path folder;

  private Path yaml;
  private Path properties;

  @Command
  private static final class Any {
    @Mixin private ConfigurationArguments options = new ConfigurationArguments();
  }

  @BeforeEach
  void writeFiles() throws Exception {
    yaml =
        Files.writeString(
            folder.resolve("job.yaml"), "execution:\n  checkpointing:\n    interval: 3 s\n");
    properties = Files.writeString(folder.resolve("job.properties"), INTERVAL + " = 3 s\n");
  }

  private static Configuration resolved(String... arguments) {
    Any command = new Any();
    new CommandLine(command).parseArgs(arguments);
    return command.options.resolve(
        ConfigRegistry.load(ConfigurationArgumentsTest.class.getClassLoader()));
  }

  @Test
  void yamlAndProperties_meanTheSame() {
    Configuration configuration = resolved("--config", yaml.toString());

    assertThat(configuration.asMap()).containsEntry(INTERVAL, "3 s");
    assertThat(configuration).isEqualTo(resolved("--config", properties.toString()));
  }

  @Test
  void singleKey_winsOverTheFile() {
    assertThat(resolved("--config", yaml.toString(), "-D", INTERVAL + "=4 s").asMap())
        .containsEntry(INTERVAL, "4 s");
  }
}
