package io.tidemark.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationOptionTest {

  private static final ConfigOption<Duration> INTERVAL =
      ConfigOption.key("interval").durationType().describedAs("How often.");

  private static Duration read(String text) {
    return Configuration.empty().with("interval", text).get(INTERVAL);
  }

  @ParameterizedTest
  @CsvSource({
    "10 s, PT10S",
    "500 ms, PT0.5S",
    "1 min, PT1M",
    "2 h, PT2H",
    "1 d, PT24H",
    "7 us, PT0.000007S",
    "7 µs, PT0.000007S",
    "7 ns, PT0.000000007S",
    "10s, PT10S",
    "'  10   S ', PT10S",
    "3 m, PT3M",
    "3 minutes, PT3M",
    "1 hour, PT1H",
    "2 days, PT48H",
    "4 seconds, PT4S",
    "5 millis, PT0.005S",
    "0 s, PT0S",
    "106751 d, PT2562024H",
  })
  void numberWithUnit_isThatDuration(String text, Duration expected) {
    assertThat(read(text)).isEqualTo(expected);
  }

  @Test
  void bareNumber_countsMilliseconds() {
    assertThat(read("1500")).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void longestDuration_fitsIntoNanoseconds() {
    assertThat(read("9223372036854775807 ns").toNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "10 sek, \"sek\" is not a unit of time",
    "1.5 s, fractions are not supported",
    "-1 s, does not begin with a whole number",
    "s, does not begin with a whole number",
    "'', does not begin with a whole number",
    "10 s 5 ms, is not a unit of time",
    "99999999999999999999 s, the number is too large",
    "106752 d, longer than 106751 d",
    "9223372036854775807 s, longer than 106751 d",
    "١ s, does not begin with a whole number",
  })
  void anythingElse_isRefusedWithTheReason(String text, String reason) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("interval = \"" + text + "\"")
        .hasMessageContaining(reason)
        .hasMessageContaining("Allowed: a duration such as 10 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 ms", "1 ns", "1500 us", "1500 ms", "90 s", "90 min", "36 h", "3 d"})
  void writtenDuration_isShortestExactTextAndReadsBack(String text) {
    Configuration written = Configuration.empty().with(INTERVAL, read(text));

    assertThat(written.asMap()).containsEntry("interval", text);
    assertThat(written.get(INTERVAL)).isEqualTo(read(text));
  }

  @Test
  void negativeOrOverlongDuration_cannotBeWritten() {
    assertThatThrownBy(() -> Configuration.empty().with(INTERVAL, Duration.ofMillis(-1)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("negative");
    assertThatThrownBy(() -> Configuration.empty().with(INTERVAL, Duration.ofDays(200_000)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("106751 d");
  }
}
