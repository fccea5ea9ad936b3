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
 * is set under {@code hadoop.}. What nobody set is Hadoop's default, but for {@link #DEFAULTS}.
 */
final class HadoopConfiguration {

  private static final List<String> FILES = List.of("core-site.xml", "hdfs-site.xml");

  /**
   * A datanode tells the namenode of a finished block an instant after it tells the writer. A
   * writer that closes its file before that asks again, by Hadoop's default after 400 ms, with
   * which nearly every blob of a snapshot would take so long. It asks sooner here, and as long.
   */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "dfs.client.block.write.locateFollowingBlock.initial.delay.ms", "4",
          "dfs.client.block.write.locateFollowingBlock.retries", "12");

  private HadoopConfiguration() {}

  static Configuration of(
      io.tidemark.config.Configuration settings, Map<String, String> environment) {
    Configuration configuration = new Configuration();
    configuration.addResource("hdfs-default.xml");
    configuration.addResource("hdfs-site.xml");
    folder(environment).ifPresent(folder -> addFiles(configuration, folder));
    settings
        .under(HadoopOptions.HADOOP)
        .forEach((key, value) -> configuration.set(key, value, "Tidemark's configuration"));
    DEFAULTS.forEach(
        (key, value) -> {
          if (!isSet(configuration, key)) {
            configuration.set(key, value, "Tidemark's default");
          }
        });
    return configuration;
  }

  private static boolean isSet(Configuration configuration, String key) {
    String[] sources = configuration.getPropertySources(key);
    return sources != null && !sources[sources.length - 1].endsWith("-default.xml");
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
