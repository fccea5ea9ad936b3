package io.tidemark.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigOptionTest {

  @Test
  void definition_saysWhatWasSaid() {
    ConfigOption<Duration> option =
        ConfigOption.key("execution.checkpointing.interval")
            .durationType()
            .constrainedTo(Constraint.atLeast(Duration.ofMillis(1)))
            .defaultValue(Duration.ofSeconds(10))
            .alternativeKeys("old.interval", "older.interval")
            .describedAs("Time between two checkpoints.");

    assertThat(option.key()).isEqualTo("execution.checkpointing.interval");
    assertThat(option.typeName()).isEqualTo("duration");
    assertThat(option.allowed()).endsWith("at least 1 ms");
    assertThat(option.defaultValue()).contains(Duration.ofSeconds(10));
    assertThat(option.defaultText()).contains("10 s");
    assertThat(option.alternativeKeys()).containsExactly("old.interval", "older.interval");
    assertThat(option.meaning()).isEqualTo("Time between two checkpoints.");
    assertThat(option.isSensitive()).isFalse();
    assertThat(option).hasToString("execution.checkpointing.interval");
  }

  @Test
  void optionWithoutDefault_hasNone() {
    ConfigOption<URI> option = ConfigOption.key("dir").uriType().describedAs("A place.");
    assertThat(option.defaultValue()).isEmpty();
    assertThat(option.defaultText()).isEmpty();
  }

  @Test
  void listDefault_isWrittenAsAList() {
    ConfigOption<List<String>> option =
        ConfigOption.key("dirs")
            .stringType()
            .asList()
            .defaultValue(List.of("a", "b;c"))
            .describedAs("Places.");
    assertThat(option.defaultText()).contains("a;\"b;c\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "A.b", "a..b", ".a", "a.", "a b", "a_b", "a=b", "ä"})
  void keyThatIsNotWordsAndDots_isAMistakeInTheProgram(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> ConfigOption.key(key));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigOption.key("a").stringType().alternativeKeys(key));
  }

  @Test
  void alternativeKeyGivenTwice_isAMistakeInTheProgram() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigOption.key("a").stringType().alternativeKeys("a"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigOption.key("a").stringType().alternativeKeys("b", "b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "two\nlines"})
  void meaningThatIsNotOneLine_isAMistakeInTheProgram(String meaning) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigOption.key("a").stringType().describedAs(meaning));
    assertThatIllegalArgumentException().isThrownBy(() -> OpenPrefix.of("a.", meaning));
  }

  @Test
  void defaultThatTheOptionRefuses_isAMistakeInTheProgram() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ConfigOption.key("a")
                    .intType()
                    .constrainedTo(Constraint.atLeast(1))
                    .defaultValue(0)
                    .describedAs("A number."))
        .withMessageContaining("a: the default 0 is not a whole number, at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ConfigOption.key("a")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(-1))
                    .describedAs("A time."));
  }

  @Test
  void defaultThatReadsBackDifferently_isAMistakeInTheProgram() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ConfigOption.key("a").doubleType().defaultValue(-0.0).describedAs("A number."))
        .withMessageContaining("another value");
  }

  @Test
  void secretWithADefault_isAMistakeInTheProgram() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ConfigOption.key("a")
                    .stringType()
                    .sensitive()
                    .defaultValue("hunter2")
                    .describedAs("A secret."))
        .withMessage("a: a secret has no default");
  }

  @Test
  void listSaidAfterItsDefault_isAMistakeInTheProgram() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ConfigOption.key("a").intType().defaultValue(1).asList());
    assertThatIllegalStateException()
        .isThrownBy(() -> ConfigOption.key("a").intType().sensitive().asList());
    assertThatIllegalStateException()
        .isThrownBy(() -> ConfigOption.key("a").intType().alternativeKeys("b").asList());
  }

  @Test
  void openPrefix_needsADotAtItsEnd() {
    assertThatIllegalArgumentException().isThrownBy(() -> OpenPrefix.of("hadoop", "Hadoop's."));
    assertThatIllegalArgumentException().isThrownBy(() -> OpenPrefix.of(".", "Everything."));
    assertThatIllegalArgumentException().isThrownBy(() -> OpenPrefix.of("Hadoop.", "Hadoop's."));
    assertThat(OpenPrefix.of("hadoop.", "Hadoop's.").sensitive()).isFalse();
    assertThat(OpenPrefix.ofSecrets("hadoop.", "Hadoop's.").sensitive()).isTrue();
  }
}
