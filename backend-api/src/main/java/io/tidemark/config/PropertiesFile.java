package io.tidemark.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Reads a file in the format of {@link Properties}, in UTF-8. */
final class PropertiesFile {

  private PropertiesFile() {}

  static Map<String, String> read(Path file) {
    UniqueProperties properties = new UniqueProperties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "there is no such file", e);
    } catch (CharacterCodingException e) {
      throw unreadable(file, "it is not in UTF-8", e);
    } catch (IOException e) {
      throw unreadable(file, String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw unreadable(file, "a backslash followed by u must begin four hexadecimal digits", e);
    }
    if (properties.repeated != null) {
      throw new InvalidConfigurationException(
          ShownText.of(properties.repeated) + " is set twice in " + file);
    }
    return textsOf(properties);
  }

  /**
   * The texts of properties, their defaults included.
   *
   * @throws InvalidConfigurationException if a key or a value is not text
   */
  static Map<String, String> textsOf(Properties properties) {
    Map<String, String> texts = new HashMap<>();
    for (String key : properties.stringPropertyNames()) {
      texts.put(key, properties.getProperty(key));
    }
    properties.forEach(
        (key, value) -> {
          if (!(key instanceof String) || !(value instanceof String)) {
            throw new InvalidConfigurationException(
                ShownText.of(String.valueOf(key)) + " is not set to text");
          }
        });
    return texts;
  }

  private static InvalidConfigurationException unreadable(Path file, String why, Exception cause) {
    return new InvalidConfigurationException(
        "the configuration file " + file + " cannot be read: " + why, cause);
  }

  /** Notices what {@link Properties} would silently replace. */
  private static final class UniqueProperties extends Properties {

    private static final long serialVersionUID = 1L;

    private @Nullable String repeated;

    @Override
    public synchronized Object put(Object key, Object value) {
      Object previous = super.put(key, value);
      if (previous != null && repeated == null) {
        repeated = key.toString();
      }
      return previous;
    }
  }
}
