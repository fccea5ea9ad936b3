package io.tidemark.cli.docs;

import io.tidemark.config.ConfigOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Groups options by the beginning of their keys: an option belongs to the longest prefix that it
 * shares with enough others to fill a table, or else to its key's first word.
 */
final class Sections {

  /** Fewer options than this do not make a table of their own. */
  private static final int ENOUGH = 4;

  private Sections() {}

  /** The options by the prefix of their section, both sorted. */
  static NavigableMap<String, List<ConfigOption<?>>> of(List<ConfigOption<?>> sortedOptions) {
    Map<String, Integer> sharing = new HashMap<>();
    for (ConfigOption<?> option : sortedOptions) {
      for (String prefix : prefixes(option.key())) {
        sharing.merge(prefix, 1, Integer::sum);
      }
    }
    NavigableMap<String, List<ConfigOption<?>>> sections = new TreeMap<>();
    for (ConfigOption<?> option : sortedOptions) {
      List<String> prefixes = prefixes(option.key());
      String section =
          prefixes.stream()
              .filter(prefix -> sharing.getOrDefault(prefix, 0) >= ENOUGH)
              .findFirst()
              .orElse(prefixes.get(prefixes.size() - 1));
      sections.computeIfAbsent(section, name -> new ArrayList<>()).add(option);
    }
    return sections;
  }

  /** The key without its last word, and so on to its first word, which is there in any case. */
  private static List<String> prefixes(String key) {
    List<String> prefixes = new ArrayList<>();
    int end = key.lastIndexOf('.');
    if (end < 0) {
      return List.of(key);
    }
    for (; end > 0; end = key.lastIndexOf('.', end - 1)) {
      prefixes.add(key.substring(0, end));
    }
    return prefixes;
  }
}
