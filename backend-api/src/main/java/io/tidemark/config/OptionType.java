package io.tidemark.config;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the values of an option are written.
 *
 * @param name one or two words for a table
 * @param allowed what a value may look like, as the end of a sentence
 * @param parser from text to value; throws {@link IllegalArgumentException} with the reason as a
 *     clause
 * @param formatter from value to the text that the parser turns back into an equal value; throws
 *     {@link IllegalArgumentException} for a value that no text stands for
 */
record OptionType<T>(
    String name, String allowed, Function<String, T> parser, Function<T, String> formatter) {

  /** Text is taken as it is, white space included; every other type ignores it at both ends. */
  static final OptionType<String> STRING =
      new OptionType<>("string", "any text", Function.identity(), Function.identity());

  static final OptionType<Boolean> BOOLEAN =
      new OptionType<>("boolean", "true or false", OptionType::parseBoolean, String::valueOf);

  static final OptionType<Integer> INT =
      new OptionType<>("int", "a whole number", OptionType::parseInt, String::valueOf);

  static final OptionType<Long> LONG =
      new OptionType<>("long", "a whole number", OptionType::parseLong, String::valueOf);

  static final OptionType<Double> DOUBLE =
      new OptionType<>("double", "a number", OptionType::parseDouble, String::valueOf);

  static final OptionType<Duration> DURATION =
      new OptionType<>(
          "duration", "a duration such as 10 s", DurationText::parse, DurationText::format);

  static final OptionType<MemorySize> MEMORY_SIZE =
      new OptionType<>(
          "memory size", "a size such as 64 kb", MemorySize::parse, MemorySize::toString);

  static final OptionType<URI> URI_TYPE =
      new OptionType<>("uri", "a URI", OptionType::parseUri, URI::toString);

  static final OptionType<Path> PATH =
      new OptionType<>("path", "a path on this machine", OptionType::parsePath, Path::toString);

  static <E extends Enum<E>> OptionType<E> ofEnum(Class<E> type) {
    List<E> constants = List.of(type.getEnumConstants());
    return new OptionType<>(
        "enum",
        "one of "
            + constants.stream().map(OptionType::formatEnum).collect(Collectors.joining(", ")),
        text ->
            constants.stream()
                .filter(constant -> formatEnum(constant).equals(asEnumText(text)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no such choice")),
        OptionType::formatEnum);
  }

  static <E> OptionType<List<E>> listOf(OptionType<E> element) {
    return new OptionType<>(
        "list of " + element.name(),
        "a list separated by semicolons, each element " + element.allowed(),
        text -> ListText.split(text).stream().map(part -> parseElement(element, part)).toList(),
        list -> ListText.join(list.stream().map(element.formatter()).toList()));
  }

  /** The same type without the values that the constraint does not accept. */
  OptionType<T> constrainedTo(Constraint<T> constraint) {
    return new OptionType<>(
        name,
        constraint.describe(allowed, formatter),
        text -> constraint.require(parser.apply(text)),
        value -> formatter.apply(constraint.require(value)));
  }

  T parse(String text) {
    return parser.apply(text);
  }

  String format(T value) {
    return formatter.apply(value);
  }

  private static <E> E parseElement(OptionType<E> type, String text) {
    try {
      return type.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "element " + ShownText.quoted(text) + ": " + e.getMessage(), e);
    }
  }

  private static boolean parseBoolean(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("it is neither true nor false");
    };
  }

  private static int parseInt(String text) {
    long value = parseLong(text);
    if (value != (int) value) {
      throw new IllegalArgumentException("it does not fit into 32 bits");
    }
    return (int) value;
  }

  private static long parseLong(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("it is not a whole number of at most 64 bits", e);
    }
  }

  /** By way of BigDecimal, which has no NaN, no infinity, no suffixes and no hexadecimal. */
  private static double parseDouble(String text) {
    double value;
    try {
      value = new BigDecimal(text.strip()).doubleValue();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("it is not a number", e);
    }
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException("the number is too large");
    }
    return value;
  }

  private static URI parseUri(String text) {
    try {
      return new URI(required(text));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "it is not a URI: " + e.getReason() + " (a space is written %20)", e);
    }
  }

  private static Path parsePath(String text) {
    try {
      return Path.of(required(text));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("it is not a path: " + e.getReason(), e);
    }
  }

  private static String required(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      throw new IllegalArgumentException("it is empty");
    }
    return trimmed;
  }

  private static String formatEnum(Enum<?> constant) {
    return asEnumText(constant.name());
  }

  private static String asEnumText(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
