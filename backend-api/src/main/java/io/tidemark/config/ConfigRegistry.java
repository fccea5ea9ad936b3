package io.tidemark.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * Every option and every open prefix that the modules and jobs of a program contribute.
 *
 * <p>Immutable; may be used from any thread. A program loads it once, at its start.
 */
public final class ConfigRegistry {

  /** What was set, under which of an option's keys. */
  private record Setting(String key, String text) {}

  private final NavigableMap<String, ConfigOption<?>> optionsByName;
  private final List<OpenPrefix> openPrefixes;

  private ConfigRegistry(Contributions contributions) {
    this.optionsByName = contributions.optionsByName();
    this.openPrefixes = contributions.openPrefixes();
  }

  /**
   * What the providers that {@link ServiceLoader} finds with this class loader contribute.
   *
   * @throws InvalidConfigurationException as {@link #of}, or if a provider cannot be loaded
   */
  public static ConfigRegistry load(ClassLoader classLoader) {
    List<OptionsProvider> providers = new ArrayList<>();
    try {
      ServiceLoader.load(OptionsProvider.class, classLoader).forEach(providers::add);
    } catch (ServiceConfigurationError e) {
      throw new InvalidConfigurationException(
          "the options of a module on the class path cannot be loaded (" + e.getMessage() + ")", e);
    }
    return of(providers);
  }

  /**
   * What these providers contribute.
   *
   * @throws InvalidConfigurationException if two of them define one key in different ways; it names
   *     the key and both
   */
  public static ConfigRegistry of(Collection<? extends OptionsProvider> providers) {
    Contributions contributions = new Contributions();
    providers.forEach(contributions::add);
    return new ConfigRegistry(contributions);
  }

  /** Every option once, sorted by key. */
  public List<ConfigOption<?>> options() {
    List<ConfigOption<?>> options = new ArrayList<>();
    optionsByName.forEach(
        (name, option) -> {
          if (name.equals(option.key())) {
            options.add(option);
          }
        });
    return Collections.unmodifiableList(options);
  }

  /** Every open prefix once, sorted. */
  public List<OpenPrefix> openPrefixes() {
    return openPrefixes;
  }

  /** The option with this key, its own or an alternative one. */
  public Optional<ConfigOption<?>> find(String key) {
    return Optional.ofNullable(optionsByName.get(key));
  }

  /**
   * Accepts a configuration, or says everything that is wrong with it: every key that is neither an
   * option's nor under an open prefix, with the known key that it was probably meant to be; every
   * value that its option does not allow; every option that is set to different texts under two of
   * its keys.
   *
   * @throws InvalidConfigurationException if anything is wrong
   */
  public void validate(Configuration configuration) {
    List<InvalidConfigurationException> errors = new ArrayList<>();
    canonical(configuration, errors);
    configuration.asMap().forEach((key, text) -> check(key, text, errors));
    if (!errors.isEmpty()) {
      throw InvalidConfigurationException.ofAll(errors);
    }
  }

  /**
   * The configuration with each alternative key replaced by its option's own. Layers of
   * configuration are made canonical before they are laid over each other with {@link
   * Configuration#withAll}, so that an upper one replaces what a lower one set under another key.
   * Unknown keys and wrong values stay as they are.
   *
   * @throws InvalidConfigurationException if an option is set to different texts under two of its
   *     keys
   */
  public Configuration canonical(Configuration configuration) {
    List<InvalidConfigurationException> errors = new ArrayList<>();
    Configuration canonical = canonical(configuration, errors);
    if (!errors.isEmpty()) {
      throw InvalidConfigurationException.ofAll(errors);
    }
    return canonical;
  }

  /**
   * Every text by its key as it may be shown to anybody, sorted: secrets, values under open
   * prefixes of secrets, values of unknown keys and users in URIs are replaced by asterisks.
   */
  public NavigableMap<String, String> printable(Configuration configuration) {
    NavigableMap<String, String> printable = new TreeMap<>();
    configuration
        .asMap()
        .forEach(
            (key, text) ->
                printable.put(
                    ShownText.of(key), maySee(key) ? ShownText.of(text) : ShownText.HIDDEN));
    return Collections.unmodifiableNavigableMap(printable);
  }

  private Configuration canonical(
      Configuration configuration, List<InvalidConfigurationException> errors) {
    Map<String, Setting> byOption = new TreeMap<>();
    configuration
        .asMap()
        .forEach(
            (key, text) -> {
              String ownKey = find(key).map(ConfigOption::key).orElse(key);
              Setting earlier = byOption.putIfAbsent(ownKey, new Setting(key, text));
              if (earlier != null && !earlier.text().equals(text)) {
                errors.add(ambiguous(ownKey, earlier.key(), key));
              }
            });
    Configuration.Builder canonical = Configuration.builder();
    byOption.forEach((key, setting) -> canonical.set(key, setting.text()));
    return canonical.build();
  }

  private void check(String key, String text, List<InvalidConfigurationException> errors) {
    ConfigOption<?> option = optionsByName.get(key);
    if (option == null) {
      if (openPrefixes.stream().noneMatch(prefix -> prefix.covers(key))) {
        errors.add(unknown(key));
      }
      return;
    }
    try {
      option.parse(key, text);
    } catch (InvalidConfigurationException e) {
      errors.add(e);
    }
  }

  private boolean maySee(String key) {
    ConfigOption<?> option = optionsByName.get(key);
    if (option != null) {
      return !option.isSensitive();
    }
    List<OpenPrefix> covering = openPrefixes.stream().filter(prefix -> prefix.covers(key)).toList();
    return !covering.isEmpty() && covering.stream().noneMatch(OpenPrefix::sensitive);
  }

  private InvalidConfigurationException unknown(String key) {
    String remedy =
        new KeySuggestions(optionsByName.keySet(), openPrefixes)
            .nearestTo(key)
            .map(nearest -> "did you mean " + nearest + "?")
            .orElse("no module on the class path defines it");
    return new InvalidConfigurationException(ShownText.of(key) + " is an unknown key: " + remedy);
  }

  private static InvalidConfigurationException ambiguous(String key, String one, String other) {
    return new InvalidConfigurationException(
        one
            + " and "
            + other
            + " are two names of one option, set to different values: keep only "
            + key);
  }
}
