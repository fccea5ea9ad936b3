package io.tidemark.cli.arguments;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a configuration file: YAML if its name ends so, otherwise properties. */
public final class ConfigFile {

  private ConfigFile() {}

  static Configuration read(Path file) {
    String name = file.toString();
    return name.endsWith(".yaml") || name.endsWith(".yml")
        ? yaml(file)
        : Configuration.ofPropertiesFile(file);
  }

  private static Configuration yaml(Path file) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file.toString()).setAllowDuplicateKeys(false).build();
    try {
      Object document = new Load(settings).loadFromString(Files.readString(file));
      if (document == null) {
        return Configuration.empty();
      }
      if (!(document instanceof Map<?, ?> map)) {
        throw unreadable(file, "it is no mapping of keys to values", null);
      }
      return Configuration.ofNested(byText(file, map));
    } catch (NoSuchFileException e) {
      throw unreadable(file, "there is no such file", e);
    } catch (AccessDeniedException e) {
      throw unreadable(file, "no permission to read it", e);
    } catch (IOException e) {
      throw unreadable(file, String.valueOf(e.getMessage()), e);
    } catch (YamlEngineException e) {
      throw unreadable(file, String.valueOf(e.getMessage()).replace('\n', ' '), e);
    }
  }

  private static Map<String, Object> byText(Path file, Map<?, ?> map) {
    Map<String, Object> byText = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String text)) {
            throw unreadable(file, "its key " + key + " is not text", null);
          }
          byText.put(text, value);
        });
    return byText;
  }

  private static InvalidConfigurationException unreadable(
      Path file, String why, @Nullable Exception cause) {
    return new InvalidConfigurationException(
        "the configuration file " + file + " cannot be read: " + why, cause);
  }
}
