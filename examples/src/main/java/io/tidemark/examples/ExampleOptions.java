package io.tidemark.examples;

import io.tidemark.config.ConfigOption;
import io.tidemark.config.Constraint;
import io.tidemark.config.OptionsProvider;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The options of the example jobs. */
public final class ExampleOptions implements OptionsProvider {

  static final ConfigOption<Path> WORD_COUNT_INPUT =
      path("word-count.input", "The file or folder to count the words of.");

  static final ConfigOption<Path> WORD_COUNT_OUTPUT =
      path("word-count.output", "The folder for the counts.");

  static final ConfigOption<Path> FRAUD_INPUT =
      path("fraud-detection.input", "A file or folder of CSV lines epoch_millis,account,amount.");

  static final ConfigOption<Path> FRAUD_OUTPUT =
      path("fraud-detection.output", "The folder for the alerts.");

  static final ConfigOption<Path> PAGE_VIEWS_INPUT =
      path(
          "page-views.input",
          "A file or folder of CSV lines epoch_millis,page, out of order by up to 5 s.");

  static final ConfigOption<Path> PAGE_VIEWS_OUTPUT =
      path("page-views.output", "The folder for the counts a window.");

  static final ConfigOption<Path> FRAUD_MALFORMED = malformed("fraud-detection.malformed");

  static final ConfigOption<Path> PAGE_VIEWS_MALFORMED = malformed("page-views.malformed");

  static final ConfigOption<Path> LOAD_OUTPUT =
      path("load.output", "The folder for a line key,updates a key, at the end. None: no output.");

  static final ConfigOption<Long> LOAD_RECORDS =
      ConfigOption.key("load.records")
          .longType()
          .constrainedTo(Constraint.atLeast(1L))
          .defaultValue(1_000_000L)
          .describedAs("How many records the load job generates.");

  static final ConfigOption<Long> LOAD_KEYS =
      ConfigOption.key("load.keys")
          .longType()
          .constrainedTo(Constraint.atLeast(1L))
          .defaultValue(100_000L)
          .describedAs("Among how many keys the load job spreads its records.");

  static final ConfigOption<Integer> LOAD_VALUE_SIZE =
      ConfigOption.key("load.value-size")
          .intType()
          .constrainedTo(Constraint.between(0, 1 << 20))
          .defaultValue(100)
          .describedAs("How many bytes of state the load job keeps for a key.");

  static final ConfigOption<Double> LOAD_UPDATE_SHARE =
      ConfigOption.key("load.update-share")
          .doubleType()
          .constrainedTo(Constraint.between(0.0, 1.0))
          .defaultValue(1.0)
          .describedAs("Which share of the load job's records change state; the others read it.");

  static final ConfigOption<Double> LOAD_SKEW =
      ConfigOption.key("load.skew")
          .doubleType()
          .constrainedTo(Constraint.between(0.0, 10.0))
          .defaultValue(0.0)
          .describedAs(
              "How unevenly the load job picks keys: 0 is evenly, and the larger, the more often the first ones.");

  private static ConfigOption<Path> malformed(String key) {
    return path(
        key, "The folder for input lines that cannot be read. None: such a line fails the job.");
  }

  private static ConfigOption<Path> path(String key, String meaning) {
    return ConfigOption.key(key).pathType().describedAs(meaning);
  }

  @Override
  public Collection<ConfigOption<?>> options() {
    return List.of(
        WORD_COUNT_INPUT,
        WORD_COUNT_OUTPUT,
        FRAUD_INPUT,
        FRAUD_OUTPUT,
        FRAUD_MALFORMED,
        PAGE_VIEWS_INPUT,
        PAGE_VIEWS_OUTPUT,
        PAGE_VIEWS_MALFORMED,
        LOAD_OUTPUT,
        LOAD_RECORDS,
        LOAD_KEYS,
        LOAD_VALUE_SIZE,
        LOAD_UPDATE_SHARE,
        LOAD_SKEW);
  }
}
