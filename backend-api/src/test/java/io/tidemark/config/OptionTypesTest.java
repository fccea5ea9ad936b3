package io.tidemark.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTypesTest {

  enum Mode {
    EXACTLY_ONCE,
    AT_LEAST_ONCE
  }

  private static final ConfigOption<String> STRING =
      ConfigOption.key("k").stringType().describedAs("A string.");
  private static final ConfigOption<Boolean> BOOLEAN =
      ConfigOption.key("k").booleanType().describedAs("A boolean.");
  private static final ConfigOption<Integer> INT =
      ConfigOption.key("k").intType().describedAs("An int.");
  private static final ConfigOption<Long> LONG =
      ConfigOption.key("k").longType().describedAs("A long.");
  private static final ConfigOption<Double> DOUBLE =
      ConfigOption.key("k").doubleType().describedAs("A double.");
  private static final ConfigOption<MemorySize> SIZE =
      ConfigOption.key("k").memorySizeType().describedAs("A size.");
  private static final ConfigOption<Mode> ENUM =
      ConfigOption.key("k").enumType(Mode.class).describedAs("An enum.");
  private static final ConfigOption<URI> URI_OPTION =
      ConfigOption.key("k").uriType().describedAs("A URI.");
  private static final ConfigOption<Path> PATH =
      ConfigOption.key("k").pathType().describedAs("A path.");
  private static final ConfigOption<List<Integer>> INTS =
      ConfigOption.key("k")
          .intType()
          .constrainedTo(Constraint.atLeast(0))
          .asList()
          .describedAs("Some ints.");

  private static <T> T read(ConfigOption<T> option, String text) {
    return Configuration.empty().with("k", text).get(option);
  }

  private static <T> void assertRefused(ConfigOption<T> option, String text, String... parts) {
    assertThatThrownBy(() -> read(option, text))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageStartingWith("k = ")
        .hasMessageContainingAll(parts)
        .hasMessageEndingWith("Allowed: " + option.allowed() + ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " two words ", "ünï;'\"code"})
  void string_isTakenAsItIs(String text) {
    assertThat(read(STRING, text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "FALSE, false", "' True ', true"})
  void boolean_ignoresCaseAndWhiteSpace(String text, boolean expected) {
    assertThat(read(BOOLEAN, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "1", "", "tru"})
  void boolean_isNothingElse(String text) {
    assertRefused(BOOLEAN, text, "neither true nor false");
  }

  @Test
  void wholeNumbers_reachTheEndsOfTheirRanges() {
    assertThat(read(INT, " -2147483648 ")).isEqualTo(Integer.MIN_VALUE);
    assertThat(read(INT, "2147483647")).isEqualTo(Integer.MAX_VALUE);
    assertThat(read(LONG, "-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(read(LONG, "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void wholeNumberBeyondItsRange_isRefused() {
    assertRefused(INT, "2147483648", "\"2147483648\"", "32 bits");
    assertRefused(LONG, "9223372036854775808", "64 bits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1e3", "", "ten", "0x10", "1_000"})
  void wholeNumber_isNothingElse(String text) {
    assertRefused(INT, text, "not a whole number");
    assertRefused(LONG, text, "not a whole number");
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.5", "-1e3, -1000", "3, 3", "' 1.0E10 ', 1e10"})
  void double_isANumber(String text, double expected) {
    assertThat(read(DOUBLE, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "1e999", "1d", "0x1p3", "", "half"})
  void double_isNothingElse(String text) {
    assertRefused(DOUBLE, text, "number");
  }

  @Test
  void memorySize_carriesItsUnit() {
    assertThat(read(SIZE, "256 mb")).isEqualTo(MemorySize.ofMb(256));
    assertRefused(SIZE, "256 mib", "\"mib\" is not a unit of size");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EXACTLY_ONCE", "exactly-once", "Exactly_Once", " exactly-ONCE "})
  void enum_ignoresCaseAndKindOfHyphen(String text) {
    assertThat(read(ENUM, text)).isEqualTo(Mode.EXACTLY_ONCE);
  }

  @Test
  void enumWithoutSuchConstant_namesTheConstants() {
    assertRefused(ENUM, "once", "one of exactly-once, at-least-once");
  }

  @Test
  void enum_isWrittenInLowerCaseWithHyphens() {
    assertThat(Configuration.empty().with(ENUM, Mode.AT_LEAST_ONCE).asMap())
        .containsEntry("k", "at-least-once");
  }

  @Test
  void uri_keepsItsText() {
    assertThat(read(URI_OPTION, " s3://bucket/a%20b ")).isEqualTo(URI.create("s3://bucket/a%20b"));
  }

  @Test
  void brokenOrEmptyUri_isRefused() {
    assertRefused(URI_OPTION, "file:///a b", "not a URI");
    assertRefused(URI_OPTION, "  ", "empty");
  }

  @Test
  void path_isOneOfThisMachine() {
    assertThat(read(PATH, "/var/lib/tide mark")).isEqualTo(Path.of("/var/lib/tide mark"));
    assertRefused(PATH, "", "empty");
    assertRefused(PATH, "a\0b", "not a path", "a\\u0000b");
  }

  @Test
  void list_isSeparatedBySemicolons() {
    assertThat(read(INTS, "1; 2 ;3")).containsExactly(1, 2, 3);
    assertThat(read(INTS, "")).isEmpty();
  }

  @Test
  void listWithBadElement_namesTheElement() {
    assertRefused(INTS, "1;x;3", "element \"x\"", "not a whole number");
    assertRefused(INTS, "1;-2", "element \"-2\"", "too small");
  }

  @Test
  void listType_saysWhatItsElementsAre() {
    assertThat(INTS.typeName()).isEqualTo("list of int");
    assertThat(INTS.allowed())
        .isEqualTo("a list separated by semicolons, each element a whole number, at least 0");
  }
}
