package io.tidemark.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Flattens maps within maps, as a YAML parser gives them, into keys joined by dots. */
final class NestedSettings {

  /** Deeper than any key in use, and shallow enough for a map that contains itself. */
  private static final int MAX_DEPTH = 16;

  private final Map<String, String> flat = new TreeMap<>();

  private NestedSettings() {}

  static Map<String, String> flatten(Map<?, ?> nested) {
    NestedSettings settings = new NestedSettings();
    settings.addAll("", nested, 1);
    return settings.flat;
  }

  private void addAll(String prefix, Map<?, ?> nested, int depth) {
    if (depth > MAX_DEPTH) {
      throw new InvalidConfigurationException(
          ShownText.of(prefix) + ": nested more than " + MAX_DEPTH + " levels deep");
    }
    nested.forEach((name, value) -> add(prefix + requireName(prefix, name), value, depth));
  }

  private void add(String key, @Nullable Object value, int depth) {
    if (value instanceof Map<?, ?> nested) {
      addAll(key + '.', nested, depth + 1);
    } else if (flat.putIfAbsent(key, textOf(key, value)) != null) {
      throw new InvalidConfigurationException(ShownText.of(key) + " is set twice");
    }
  }

  private static String textOf(String key, @Nullable Object value) {
    if (value instanceof Collection<?> list) {
      List<String> elements = list.stream().map(element -> scalar(key, element)).toList();
      return ListText.join(elements);
    }
    return scalar(key, value);
  }

  private static String scalar(String key, @Nullable Object value) {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    if (value == null) {
      throw new InvalidConfigurationException(
          ShownText.of(key) + " has no value: give it one, or remove the key");
    }
    throw new InvalidConfigurationException(
        ShownText.of(key)
            + " is set to something that is not text, a number, true or false, or a list of these"
            + " ("
            + value.getClass().getSimpleName()
            + "): put the value in quotes");
  }

  private static String requireName(String prefix, @Nullable Object name) {
    if (name instanceof String text) {
      return text;
    }
    throw new InvalidConfigurationException(
        (prefix.isEmpty() ? "at the top" : "under " + ShownText.quoted(prefix))
            + " there is a key that is not text, "
            + ShownText.of(String.valueOf(name))
            + ": put it in quotes");
  }
}
