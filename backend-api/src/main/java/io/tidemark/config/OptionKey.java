package io.tidemark.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** The first step of defining an option: its key is known, its type comes next. */
public final class OptionKey {

  private final String key;

  OptionKey(String key) {
    this.key = ConfigOption.requireKey(key);
  }

  /** Any text, taken as it is; every other type ignores white space at both ends. */
  public OptionBuilder<String> stringType() {
    return new OptionBuilder<>(key, OptionType.STRING);
  }

  /** {@code true} or {@code false}, in any case. */
  public OptionBuilder<Boolean> booleanType() {
    return new OptionBuilder<>(key, OptionType.BOOLEAN);
  }

  /** A whole number of 32 bits. */
  public OptionBuilder<Integer> intType() {
    return new OptionBuilder<>(key, OptionType.INT);
  }

  /** A whole number of 64 bits. */
  public OptionBuilder<Long> longType() {
    return new OptionBuilder<>(key, OptionType.LONG);
  }

  /** A finite number. */
  public OptionBuilder<Double> doubleType() {
    return new OptionBuilder<>(key, OptionType.DOUBLE);
  }

  /**
   * A time that is not negative and not longer than 106751 days, so that its nanoseconds fit into a
   * {@code long}: a whole number and one of {@code ns}, {@code us}, {@code ms}, {@code s}, {@code
   * min}, {@code h}, {@code d} or their longer spellings, in any case. A bare number counts
   * milliseconds.
   */
  public OptionBuilder<Duration> durationType() {
    return new OptionBuilder<>(key, OptionType.DURATION);
  }

  /** A number of bytes, written as {@link MemorySize#parse} says. */
  public OptionBuilder<MemorySize> memorySizeType() {
    return new OptionBuilder<>(key, OptionType.MEMORY_SIZE);
  }

  /**
   * One of an enum's constants by name, in any case, with {@code -} and {@code _} alike; shown in
   * lower case with {@code -}.
   */
  public <E extends Enum<E>> OptionBuilder<E> enumType(Class<E> type) {
    return new OptionBuilder<>(key, OptionType.ofEnum(type));
  }

  /** A URI, absolute or not, that is not empty. */
  public OptionBuilder<URI> uriType() {
    return new OptionBuilder<>(key, OptionType.URI_TYPE);
  }

  /** A path in the default file system, absolute or not, that is not empty. */
  public OptionBuilder<Path> pathType() {
    return new OptionBuilder<>(key, OptionType.PATH);
  }
}
