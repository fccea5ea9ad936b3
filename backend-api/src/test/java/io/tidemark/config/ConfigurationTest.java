package io.tidemark.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

  private static final ConfigOption<Integer> RETAINED =
      ConfigOption.key("num-retained")
          .intType()
          .defaultValue(3)
          .alternativeKeys("old.retained", "older.retained")
          .describedAs("How many.");

  private static final ConfigOption<String> REQUIRED =
      ConfigOption.key("name").stringType().describedAs("The job's name.");

  private static final OpenPrefix HADOOP = OpenPrefix.of("hadoop.", "Handed to Hadoop.");

  @Test
  void unsetOption_isItsDefault() {
    assertThat(Configuration.empty().get(RETAINED)).isEqualTo(3);
  }

  @Test
  void unsetOption_isNotFound() {
    assertThat(Configuration.empty().find(RETAINED)).isEmpty();
  }

  @Test
  void setOption_isFoundAndGot() {
    Configuration configuration = Configuration.of(Map.of("num-retained", "5"));
    assertThat(configuration.get(RETAINED)).isEqualTo(5);
    assertThat(configuration.find(RETAINED)).contains(5);
  }

  @Test
  void unsetOptionWithoutDefault_isAnErrorThatSaysWhatItIs() {
    assertThatThrownBy(() -> Configuration.empty().get(REQUIRED))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage("name must be set. Allowed: any text. The job's name.");
    assertThat(Configuration.empty().find(REQUIRED)).isEmpty();
  }

  @Test
  void alternativeKeys_areReadInTheirOrder() {
    assertThat(Configuration.of(Map.of("older.retained", "7")).get(RETAINED)).isEqualTo(7);
    assertThat(Configuration.of(Map.of("older.retained", "7", "old.retained", "6")).get(RETAINED))
        .isEqualTo(6);
    assertThat(Configuration.of(Map.of("old.retained", "6", "num-retained", "5")).get(RETAINED))
        .isEqualTo(5);
  }

  @Test
  void badValueUnderAnAlternativeKey_isReportedUnderThatKey() {
    assertThatThrownBy(() -> Configuration.of(Map.of("old.retained", "many")).get(RETAINED))
        .hasMessageStartingWith("old.retained = \"many\": ");
  }

  @Test
  void with_replacesTheValueAndWhatAlternativeKeysSaid() {
    Configuration old = Configuration.of(Map.of("old.retained", "6", "name", "x"));

    Configuration replaced = old.with(RETAINED, 9);

    assertThat(replaced.asMap()).isEqualTo(Map.of("num-retained", "9", "name", "x"));
    assertThat(old.asMap()).isEqualTo(Map.of("old.retained", "6", "name", "x"));
  }

  @Test
  void withText_setsTheTextUnderThatKeyOnly() {
    assertThat(Configuration.empty().with("a", "1").with("b", "2").with("a", "3").asMap())
        .isEqualTo(Map.of("a", "3", "b", "2"));
  }

  @Test
  void withAll_letsTheOtherWin() {
    Configuration lower = Configuration.of(Map.of("a", "1", "b", "1"));
    Configuration upper = Configuration.of(Map.of("b", "2", "c", "2"));

    assertThat(lower.withAll(upper).asMap()).isEqualTo(Map.of("a", "1", "b", "2", "c", "2"));
  }

  @Test
  void configuration_doesNotChangeWithWhatItWasMadeFrom() {
    Map<String, String> map = new HashMap<>(Map.of("a", "1"));
    Configuration fromMap = Configuration.of(map);
    Configuration.Builder builder = Configuration.builder().set("a", "1");
    Configuration built = builder.build();

    map.put("a", "2");
    builder.set("a", "2");

    assertThat(fromMap.asMap()).containsEntry("a", "1");
    assertThat(built).isEqualTo(fromMap);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> fromMap.asMap().put("a", "2"));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> fromMap.keys().remove("a"));
  }

  @Test
  void builder_keepsTheLastValue() {
    Configuration built =
        Configuration.builder()
            .set("old.retained", "1")
            .set(RETAINED, 2)
            .set("name", "x")
            .setAll(Map.of("name", "y"))
            .build();
    assertThat(built.asMap()).isEqualTo(Map.of("num-retained", "2", "name", "y"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " a", "a\t"})
  void blankOrPaddedKey_isRefused(String key) {
    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> Configuration.of(Map.of(key, "x")))
        .withMessageContaining("white space");
  }

  @Test
  void under_givesWhatFollowsThePrefix() {
    Configuration configuration =
        Configuration.of(
            Map.of(
                "hadoop.fs.a", "1",
                "hadoop.fs.B_c", "2",
                "hadoop.", "3",
                "hadoopx.y", "4",
                "hadoo.z", "5",
                "hadoop", "6"));

    assertThat(configuration.under(HADOOP)).isEqualTo(Map.of("fs.a", "1", "fs.B_c", "2"));
    assertThat(Configuration.empty().under(HADOOP)).isEmpty();
  }

  @Test
  void properties_bringTheirDefaults() {
    Properties defaults = new Properties();
    defaults.setProperty("a", "1");
    defaults.setProperty("b", "1");
    Properties properties = new Properties(defaults);
    properties.setProperty("b", "2");

    assertThat(Configuration.ofProperties(properties).asMap())
        .isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @Test
  void propertiesThatAreNotText_areRefused() {
    Properties properties = new Properties();
    properties.put("port", 80);
    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> Configuration.ofProperties(properties))
        .withMessage("port is not set to text");
  }

  @Test
  void equality_isThatOfKeysAndTexts() {
    assertThat(Configuration.of(Map.of("a", "1"))).isEqualTo(Configuration.empty().with("a", "1"));
    assertThat(Configuration.of(Map.of("a", "1")))
        .hasSameHashCodeAs(Configuration.empty().with("a", "1"));
    assertThat(Configuration.of(Map.of("a", "1"))).isNotEqualTo(Configuration.of(Map.of("a", "2")));
  }

  @Test
  void toString_showsKeysOnly() {
    assertThat(Configuration.of(Map.of("s3.secret-key", "hunter2", "a", "1")))
        .hasToString("Configuration[a, s3.secret-key]");
  }
}
