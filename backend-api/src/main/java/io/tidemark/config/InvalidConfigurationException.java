package io.tidemark.config;

import io.tidemark.TidemarkException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration is wrong, and only the person who wrote it can mend it: an unknown key, a value
 * that its option does not allow, a required value that is missing, or a file that cannot be read.
 *
 * <p>The message names the key, the value and what is allowed. It never shows the value of a
 * {@linkplain ConfigOption#isSensitive() sensitive} option or of an unknown key, which may be a
 * secret under a mistyped name.
 */
public final class InvalidConfigurationException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  private final String[] problems;

  /**
   * One problem.
   *
   * @param problem the key, the value and what is allowed, as one sentence without a secret in it
   */
  public InvalidConfigurationException(String problem) {
    this(problem, null);
  }

  /**
   * One problem that follows from another error.
   *
   * @param problem the key, the value and what is allowed, as one sentence without a secret in it
   * @param cause what led to it, whose message has no secret in it either, or null if nothing did
   */
  public InvalidConfigurationException(String problem, @Nullable Throwable cause) {
    super(problem, cause);
    this.problems = new String[] {problem};
  }

  private InvalidConfigurationException(String[] problems) {
    super(String.join("\n", problems));
    this.problems = problems;
  }

  /**
   * Several errors as one.
   *
   * @param errors at least one; if it is the only one, it is the result
   */
  static InvalidConfigurationException ofAll(List<InvalidConfigurationException> errors) {
    if (errors.size() == 1) {
      return errors.get(0);
    }
    InvalidConfigurationException all =
        new InvalidConfigurationException(
            errors.stream().map(Throwable::getMessage).toArray(String[]::new));
    errors.forEach(all::addSuppressed);
    return all;
  }

  /**
   * A value that its option takes, but that does not fit the place where it is used, such as a
   * folder that cannot be written.
   *
   * @param option the option whose value it is
   * @param value the value, shown only if the option is not sensitive
   * @param problem what is wrong with it and what to do, as a clause that does not repeat the value
   */
  public static <T> InvalidConfigurationException of(
      ConfigOption<T> option, T value, String problem) {
    return new InvalidConfigurationException(
        option.key() + " = " + option.shown(option.type().format(value)) + ": " + problem);
  }

  /** The problems, one sentence each; at least one. The message has them line by line. */
  public List<String> problems() {
    return List.of(problems);
  }
}
