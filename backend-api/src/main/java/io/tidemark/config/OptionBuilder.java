package io.tidemark.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The second step of defining an option: everything but its meaning, which {@linkplain #describedAs
 * completes} the definition. A definition that contradicts itself is a mistake in a program, not in
 * a configuration, and raises {@link IllegalArgumentException} at once.
 *
 * @param <T> the type of the option's values
 */
public final class OptionBuilder<T> {

  private final String key;
  private OptionType<T> type;
  private @Nullable T defaultValue;
  private List<String> alternativeKeys = List.of();
  private boolean sensitive;

  OptionBuilder(String key, OptionType<T> type) {
    this.key = key;
    this.type = type;
  }

  /**
   * Makes the option one of a list, each element being what was said so far: elements are separated
   * by semicolons, and one with a semicolon in it is put in quotes. Default, alternative keys and
   * secrecy belong to the list, and are said after this.
   *
   * @throws IllegalStateException if one of them was said before
   */
  public OptionBuilder<List<T>> asList() {
    if (defaultValue != null || sensitive || !alternativeKeys.isEmpty()) {
      throw new IllegalStateException(key + ": asList() comes before what is said of the list");
    }
    return new OptionBuilder<>(key, OptionType.listOf(type));
  }

  /** Rejects values that the constraint does not accept; several constraints add up. */
  public OptionBuilder<T> constrainedTo(Constraint<T> constraint) {
    type = type.constrainedTo(constraint);
    return this;
  }

  /** What {@link Configuration#get} returns where the key is not set; none unless said here. */
  public OptionBuilder<T> defaultValue(T value) {
    defaultValue = value;
    return this;
  }

  /**
   * Other keys under which the value is read as well, such as older names or those of another
   * engine. Where the option's own key is set, it wins.
   */
  public OptionBuilder<T> alternativeKeys(String... keys) {
    List<String> checked = new ArrayList<>();
    for (String alternative : keys) {
      if (alternative.equals(key) || checked.contains(alternative)) {
        throw new IllegalArgumentException(key + ": " + alternative + " is given twice");
      }
      checked.add(ConfigOption.requireKey(alternative));
    }
    alternativeKeys = List.copyOf(checked);
    return this;
  }

  /** The value is a secret: it is never shown in an error, a listing or the documentation. */
  public OptionBuilder<T> sensitive() {
    sensitive = true;
    return this;
  }

  /**
   * Completes the definition.
   *
   * @param meaning what the option does, in one line for whoever sets it
   * @throws IllegalArgumentException if the meaning is blank or has more than one line, if the
   *     default is not a value that the option allows, or if a secret has a default
   */
  public ConfigOption<T> describedAs(String meaning) {
    if (meaning.isBlank() || meaning.lines().count() > 1) {
      throw new IllegalArgumentException(key + ": the meaning is one line of text");
    }
    if (defaultValue != null) {
      requireAllowed(defaultValue);
    }
    return new ConfigOption<>(key, type, defaultValue, alternativeKeys, sensitive, meaning);
  }

  private void requireAllowed(T value) {
    if (sensitive) {
      throw new IllegalArgumentException(key + ": a secret has no default");
    }
    String text;
    try {
      text = type.format(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          key + ": the default " + value + " is not " + type.allowed(), e);
    }
    if (!type.parse(text).equals(value)) {
      throw new IllegalArgumentException(
          key + ": the default " + value + " would be read back as another value");
    }
  }
}
