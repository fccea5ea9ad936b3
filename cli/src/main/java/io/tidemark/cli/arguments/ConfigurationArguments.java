package io.tidemark.cli.arguments;

import io.tidemark.config.ConfigRegistry;
import io.tidemark.config.Configuration;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The arguments that set options: a file, and single keys that win over it. */
public final class ConfigurationArguments {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Options from a file: YAML if it is named .yaml or .yml, else properties.")
  private @Nullable Path file;

  @Option(
      names = "-D",
      paramLabel = "key=value",
      description = "One option; wins over the file. See: tidemark config")
  private Map<String, String> single = new LinkedHashMap<>();

  /**
   * What the file and the keys say together, and nothing that the registry does not know.
   *
   * @throws io.tidemark.config.InvalidConfigurationException if anything in it is wrong
   */
  public Configuration resolve(ConfigRegistry registry) {
    Configuration fromFile = file == null ? Configuration.empty() : ConfigFile.read(file);
    Configuration all =
        registry.canonical(fromFile).withAll(registry.canonical(Configuration.of(single)));
    registry.validate(all);
    return all;
  }
}
