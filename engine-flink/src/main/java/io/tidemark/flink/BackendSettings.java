package io.tidemark.flink;

import io.tidemark.config.ConfigOption;
import io.tidemark.config.ConfigRegistry;
import io.tidemark.config.OpenPrefix;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * The settings of Tidemark's backends in Flink's configuration: those that stand there under a
 * backend's own key, or under that key with {@value #PREFIX} before it, which wins. The second form
 * is for keys that Flink's own backends read too.
 */
final class BackendSettings {

  private static final String PREFIX = "tidemark.";

  private BackendSettings() {}

  static Map<String, String> of(ReadableConfig config) {
    Map<String, String> all =
        config instanceof Configuration configuration ? configuration.toMap() : config.toMap();
    ConfigRegistry registry = ConfigRegistry.load(ApartClassLoader.instance());
    Map<String, String> settings = new TreeMap<>();
    all.forEach(
        (key, value) -> {
          if (isSetting(key, registry)) {
            settings.put(key, value);
          }
        });
    all.forEach(
        (key, value) -> {
          if (key.startsWith(PREFIX) && isSetting(key.substring(PREFIX.length()), registry)) {
            settings.put(key.substring(PREFIX.length()), value);
          }
        });
    return settings;
  }

  private static boolean isSetting(String key, ConfigRegistry registry) {
    return key.startsWith("state.backend.")
        && !key.equals("state.backend.type")
        && (registry.find(key).map(ConfigOption::key).isPresent()
            || registry.openPrefixes().stream().anyMatch(prefix -> covers(prefix, key)));
  }

  private static boolean covers(OpenPrefix prefix, String key) {
    return key.startsWith(prefix.prefix());
  }
}
