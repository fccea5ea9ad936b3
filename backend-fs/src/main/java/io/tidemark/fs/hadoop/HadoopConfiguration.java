package io.tidemark.fs.hadoop;

import io.tidemark.config.InvalidConfigurationException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Hadoop's configuration as Hadoop's own programs have it: what its files on the class path say,
 * before that the files in {@code HADOOP_CONF_DIR} or below {@code HADOOP_HOME}, before that what
 * is set under {@code hadoop.}.
 */
final class HadoopConfiguration {

  private static final List<String> FILES = List.of("core-site.xml", "hdfs-site.xml");

  private HadoopConfiguration() {}

  static Configuration of(
      io.tidemark.config.Configuration settings, Map<String, String> environment) {
    Configuration configuration = new Configuration();
    folder(environment).ifPresent(folder -> addFiles(configuration, folder));
    settings
        .under(HadoopOptions.HADOOP)
        .forEach((key, value) -> configuration.set(key, value, "Tidemark's configuration"));
    return configuration;
  }

  private static Optional<Path> folder(Map<String, String> environment) {
    String named = environment.getOrDefault("HADOOP_CONF_DIR", "");
    if (!named.isEmpty()) {
      Path folder = Path.of(named);
      if (!Files.isDirectory(folder)) {
        throw new InvalidConfigurationException(
            "The environment's HADOOP_CONF_DIR is '"
                + named
                + "', which is no folder: name the one with Hadoop's core-site.xml, or unset it");
      }
      return Optional.of(folder);
    }
    String home = environment.getOrDefault("HADOOP_HOME", "");
    return home.isEmpty()
        ? Optional.empty()
        : Optional.of(Path.of(home, "etc", "hadoop")).filter(Files::isDirectory);
  }

  private static void addFiles(Configuration configuration, Path folder) {
    for (String name : FILES) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        try {
          configuration.addResource(file.toUri().toURL());
        } catch (MalformedURLException e) {
          throw new InvalidConfigurationException(file + " is no URL: " + e.getMessage(), e);
        }
      }
    }
  }
}
