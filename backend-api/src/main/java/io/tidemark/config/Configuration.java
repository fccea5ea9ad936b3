package io.tidemark.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody set: texts by key, read through typed {@link ConfigOption}s. It does not know which
 * keys exist; {@link ConfigRegistry#validate} does, and is called once, where a program has put its
 * configuration together.
 *
 * <p>Immutable; may be used from any thread. Two configurations are equal if they set the same keys
 * to the same texts.
 */
public final class Configuration {

  private static final Configuration EMPTY = new Configuration(new TreeMap<>());

  private final NavigableMap<String, String> values;

  private Configuration(NavigableMap<String, String> values) {
    this.values = Collections.unmodifiableNavigableMap(values);
  }

  /** Nothing set. */
  public static Configuration empty() {
    return EMPTY;
  }

  /**
   * The texts by key.
   *
   * @throws InvalidConfigurationException if a key is blank or has white space around it
   */
  public static Configuration of(Map<String, String> values) {
    return builder().setAll(values).build();
  }

  /**
   * The texts of properties, their defaults included.
   *
   * @throws InvalidConfigurationException as {@link #of(Map)}, or if a key or a value is not text
   */
  public static Configuration ofProperties(Properties properties) {
    return of(PropertiesFile.textsOf(properties));
  }

  /**
   * Reads a file in the format of {@link Properties}, in UTF-8.
   *
   * @throws InvalidConfigurationException as {@link #of(Map)}, or if the file cannot be read or
   *     sets a key twice
   */
  public static Configuration ofPropertiesFile(Path file) {
    return of(PropertiesFile.read(file));
  }

  /**
   * Maps within maps, as a parser of YAML or JSON gives them: the keys along the way to a value are
   * joined by dots, and a list becomes the text of a list option.
   *
   * @throws InvalidConfigurationException as {@link #of(Map)}, or if a value is anything but text,
   *     a number, a boolean, a list of these or a map; if a key is not text; if two ways lead to
   *     one key; or beyond 16 levels
   */
  public static Configuration ofNested(Map<String, ?> nested) {
    return of(NestedSettings.flatten(nested));
  }

  /** Begins a configuration with nothing set. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The value of an option: what was set under its key or else under the first of its alternative
   * keys that is set, or else its default.
   *
   * @throws InvalidConfigurationException if what was set is not allowed, or if nothing was set and
   *     there is no default
   */
  public <T> T get(ConfigOption<T> option) {
    return find(option).or(option::defaultValue).orElseThrow(() -> missing(option));
  }

  /**
   * What was set for an option, as {@link #get} finds it, but without looking at the default.
   *
   * @throws InvalidConfigurationException if what was set is not allowed
   */
  public <T> Optional<T> find(ConfigOption<T> option) {
    for (String name : option.names()) {
      String text = values.get(name);
      if (text != null) {
        return Optional.of(option.parse(name, text));
      }
    }
    return Optional.empty();
  }

  /**
   * What was set under an open prefix: texts by what follows the prefix in their keys, sorted. They
   * may be secrets.
   */
  public NavigableMap<String, String> under(OpenPrefix prefix) {
    NavigableMap<String, String> found = new TreeMap<>();
    for (Map.Entry<String, String> entry : values.tailMap(prefix.prefix(), false).entrySet()) {
      if (!entry.getKey().startsWith(prefix.prefix())) {
        break;
      }
      if (prefix.covers(entry.getKey())) {
        found.put(entry.getKey().substring(prefix.prefix().length()), entry.getValue());
      }
    }
    return Collections.unmodifiableNavigableMap(found);
  }

  /** The keys that are set, sorted. */
  public Set<String> keys() {
    return values.keySet();
  }

  /**
   * Every text by its key, sorted, secrets among them: for handing a configuration on, not for
   * showing it, which {@link ConfigRegistry#printable} is for.
   */
  public NavigableMap<String, String> asMap() {
    return values;
  }

  /**
   * This with one value set or replaced. What was set under the option's alternative keys is
   * dropped.
   *
   * @throws InvalidConfigurationException if the option does not allow the value
   */
  public <T> Configuration with(ConfigOption<T> option, T value) {
    return toBuilder().set(option, value).build();
  }

  /**
   * This with one text set or replaced.
   *
   * @throws InvalidConfigurationException as {@link #of(Map)}
   */
  public Configuration with(String key, String text) {
    return toBuilder().set(key, text).build();
  }

  /** This with everything that the other sets; where both set a key, the other wins. */
  public Configuration withAll(Configuration other) {
    return toBuilder().setAll(other.values).build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Configuration that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The keys only, since any value may be a secret. */
  @Override
  public String toString() {
    return "Configuration" + values.keySet();
  }

  private Builder toBuilder() {
    Builder builder = builder();
    builder.values.putAll(values);
    return builder;
  }

  private static InvalidConfigurationException missing(ConfigOption<?> option) {
    return new InvalidConfigurationException(
        option.key() + " must be set. Allowed: " + option.allowed() + ". " + option.meaning());
  }

  /** Puts a configuration together; a later value replaces an earlier one. */
  public static final class Builder {

    private final NavigableMap<String, String> values = new TreeMap<>();

    private Builder() {}

    /** As {@link Configuration#with(ConfigOption, Object)}. */
    public <T> Builder set(ConfigOption<T> option, T value) {
      String text = option.format(value);
      option.names().forEach(values::remove);
      values.put(option.key(), text);
      return this;
    }

    /** As {@link Configuration#with(String, String)}. */
    public Builder set(String key, String text) {
      if (key.isBlank() || !key.equals(key.strip())) {
        throw new InvalidConfigurationException(
            "the key " + ShownText.quoted(key) + " is blank or has white space around it");
      }
      values.put(key, Objects.requireNonNull(text, key));
      return this;
    }

    /** Sets each text under its key. */
    public Builder setAll(Map<String, String> texts) {
      texts.forEach(this::set);
      return this;
    }

    /** The configuration as it stands; the builder may be used further. */
    public Configuration build() {
      return new Configuration(new TreeMap<>(values));
    }
  }
}
