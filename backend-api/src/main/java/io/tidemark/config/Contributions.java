package io.tidemark.config;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Collects what providers contribute and refuses what contradicts itself. */
final class Contributions {

  private record Contributed<D>(D definition, String provider) {}

  private final Map<String, Contributed<ConfigOption<?>>> options = new TreeMap<>();
  private final Map<String, Contributed<OpenPrefix>> prefixes = new TreeMap<>();

  /**
   * Adds everything that the provider contributes.
   *
   * @throws InvalidConfigurationException if it defines differently what another provider, or the
   *     same one, has defined
   */
  void add(OptionsProvider provider) {
    String name = provider.getClass().getName();
    for (ConfigOption<?> option : provider.options()) {
      for (String key : option.names()) {
        Contributed<ConfigOption<?>> earlier =
            options.putIfAbsent(key, new Contributed<>(option, name));
        if (earlier != null && !earlier.definition().definesSameAs(option)) {
          throw contradiction(key, earlier.provider(), name);
        }
      }
    }
    for (OpenPrefix prefix : provider.openPrefixes()) {
      Contributed<OpenPrefix> earlier =
          prefixes.putIfAbsent(prefix.prefix(), new Contributed<>(prefix, name));
      if (earlier != null && !earlier.definition().equals(prefix)) {
        throw contradiction(prefix.prefix(), earlier.provider(), name);
      }
    }
  }

  /** Each option under its own key and under each of its alternative keys. */
  NavigableMap<String, ConfigOption<?>> optionsByName() {
    NavigableMap<String, ConfigOption<?>> byName = new TreeMap<>();
    options.forEach((key, contributed) -> byName.put(key, contributed.definition()));
    return byName;
  }

  /** Each open prefix once, sorted. */
  List<OpenPrefix> openPrefixes() {
    return prefixes.values().stream().map(Contributed::definition).toList();
  }

  private static InvalidConfigurationException contradiction(String key, String one, String other) {
    return new InvalidConfigurationException(
        key
            + " is defined in two ways, by "
            + one
            + " and by "
            + other
            + ": take one of them off the class path, or make the definitions equal");
  }
}
