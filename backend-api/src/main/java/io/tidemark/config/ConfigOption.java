package io.tidemark.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The definition of one option: its key, type, default and meaning. It holds no value; {@link
 * Configuration#get} reads one.
 *
 * <pre>{@code
 * static final ConfigOption<Duration> INTERVAL =
 *     ConfigOption.key("execution.checkpointing.interval")
 *         .durationType()
 *         .defaultValue(Duration.ofSeconds(10))
 *         .describedAs("Time between the starts of two checkpoints.");
 * }</pre>
 *
 * <p>Options are usually constants, contributed through an {@link OptionsProvider}, but may be read
 * without having been contributed.
 *
 * @param <T> the type of the values
 */
public final class ConfigOption<T> {

  private static final Pattern KEY = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");

  private final String key;
  private final OptionType<T> type;
  private final @Nullable T defaultValue;
  private final List<String> alternativeKeys;
  private final boolean sensitive;
  private final String meaning;

  ConfigOption(
      String key,
      OptionType<T> type,
      @Nullable T defaultValue,
      List<String> alternativeKeys,
      boolean sensitive,
      String meaning) {
    this.key = key;
    this.type = type;
    this.defaultValue = defaultValue;
    this.alternativeKeys = alternativeKeys;
    this.sensitive = sensitive;
    this.meaning = meaning;
  }

  /**
   * Begins the definition of an option.
   *
   * @param key words of lower-case letters, digits and hyphens, joined by dots
   * @throws IllegalArgumentException if the key is anything else
   */
  public static OptionKey key(String key) {
    return new OptionKey(key);
  }

  static String requireKey(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          ShownText.quoted(key) + " is no key: lower-case words joined by dots");
    }
    return key;
  }

  /** The option's own key. */
  public String key() {
    return key;
  }

  /** Other keys under which the value is read as well, the first that is set. */
  public List<String> alternativeKeys() {
    return alternativeKeys;
  }

  /** The type in a word or two, for tables. */
  public String typeName() {
    return type.name();
  }

  /** What a value may look like, as the end of a sentence. */
  public String allowed() {
    return type.allowed();
  }

  /** The value where none is set, if there is one. */
  public Optional<T> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /** The default as it would be written in a configuration, if there is one. */
  public Optional<String> defaultText() {
    return defaultValue().map(type::format);
  }

  /** Whether the value is a secret, never to be shown. */
  public boolean isSensitive() {
    return sensitive;
  }

  /** What the option does, in one line. */
  public String meaning() {
    return meaning;
  }

  /** The key. */
  @Override
  public String toString() {
    return key;
  }

  OptionType<T> type() {
    return type;
  }

  /** Every key under which the value is read, in the order in which they are tried. */
  List<String> names() {
    return Stream.concat(Stream.of(key), alternativeKeys.stream()).toList();
  }

  /**
   * Reads a value.
   *
   * @param setAs the key under which the text was found, for the error
   * @throws InvalidConfigurationException if the option does not allow it
   */
  T parse(String setAs, String text) {
    try {
      return type.parse(text);
    } catch (IllegalArgumentException e) {
      throw notAllowed(setAs, text, e);
    }
  }

  /**
   * Writes a value.
   *
   * @throws InvalidConfigurationException if the option does not allow it
   */
  String format(T value) {
    try {
      return type.format(value);
    } catch (IllegalArgumentException e) {
      throw notAllowed(key, value.toString(), e);
    }
  }

  /** The text of a value as it may be shown. */
  String shown(String text) {
    return sensitive ? ShownText.HIDDEN : ShownText.quoted(text);
  }

  /** Whether both definitions say the same in everything that is documented of an option. */
  boolean definesSameAs(ConfigOption<?> other) {
    return key.equals(other.key)
        && alternativeKeys.equals(other.alternativeKeys)
        && typeName().equals(other.typeName())
        && allowed().equals(other.allowed())
        && defaultText().equals(other.defaultText())
        && sensitive == other.sensitive
        && meaning.equals(other.meaning);
  }

  /** The reasons and causes that parsing gives may quote the value, so a secret loses them. */
  private InvalidConfigurationException notAllowed(
      String setAs, String text, IllegalArgumentException reason) {
    String problem = sensitive ? "the value is not allowed" : reason.getMessage();
    boolean hidden = sensitive || ShownText.holdsUserInfo(text);
    return new InvalidConfigurationException(
        setAs + " = " + shown(text) + ": " + problem + ". Allowed: " + allowed() + ".",
        hidden ? null : reason);
  }
}
