package io.tidemark.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstraintTest {

  private static ConfigOption<Integer> intThat(Constraint<Integer> constraint) {
    return ConfigOption.key("n").intType().constrainedTo(constraint).describedAs("A number.");
  }

  private static void assertTakes(ConfigOption<Integer> option, int... values) {
    for (int value : values) {
      assertThat(Configuration.empty().with("n", "" + value).get(option)).isEqualTo(value);
      assertThat(Configuration.empty().with(option, value).get(option)).isEqualTo(value);
    }
  }

  private static void assertRefuses(ConfigOption<Integer> option, int value, String why) {
    String message = "n = \"" + value + "\": " + why + ". Allowed: " + option.allowed() + ".";
    assertThatThrownBy(() -> Configuration.empty().with("n", "" + value).get(option))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Configuration.empty().with(option, value))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage(message);
  }

  @Test
  void atLeast_includesTheLeast() {
    ConfigOption<Integer> option = intThat(Constraint.atLeast(3));
    assertThat(option.allowed()).isEqualTo("a whole number, at least 3");
    assertTakes(option, 3, 4, Integer.MAX_VALUE);
    assertRefuses(option, 2, "it is too small");
  }

  @Test
  void atMost_includesTheMost() {
    ConfigOption<Integer> option = intThat(Constraint.atMost(3));
    assertThat(option.allowed()).isEqualTo("a whole number, at most 3");
    assertTakes(option, 3, 2, Integer.MIN_VALUE);
    assertRefuses(option, 4, "it is too large");
  }

  @Test
  void between_includesBothEnds() {
    ConfigOption<Integer> option = intThat(Constraint.between(1, 3));
    assertThat(option.allowed()).isEqualTo("a whole number, from 1 to 3");
    assertTakes(option, 1, 2, 3);
    assertRefuses(option, 0, "it is out of range");
    assertRefuses(option, 4, "it is out of range");
  }

  @Test
  void oneOf_isNothingElse() {
    ConfigOption<Integer> option = intThat(Constraint.oneOf(List.of(1, 2, 4)));
    assertThat(option.allowed()).isEqualTo("one of 1, 2, 4");
    assertTakes(option, 1, 2, 4);
    assertRefuses(option, 3, "there is no such choice");
  }

  @Test
  void predicate_decides() {
    ConfigOption<Integer> option = intThat(Constraint.of("an even number", n -> n % 2 == 0));
    assertThat(option.allowed()).isEqualTo("an even number");
    assertTakes(option, 2);
    assertRefuses(option, 3, "it is not accepted");
  }

  @Test
  void severalConstraints_addUp() {
    ConfigOption<Integer> option =
        ConfigOption.key("n")
            .intType()
            .constrainedTo(Constraint.atLeast(1))
            .constrainedTo(Constraint.atMost(3))
            .describedAs("A number.");
    assertThat(option.allowed()).isEqualTo("a whole number, at least 1, at most 3");
    assertRefuses(option, 0, "it is too small");
    assertRefuses(option, 4, "it is too large");
  }

  @Test
  void wording_writesValuesAsTheConfigurationDoes() {
    ConfigOption<Duration> option =
        ConfigOption.key("t")
            .durationType()
            .constrainedTo(Constraint.between(Duration.ofMillis(10), Duration.ofHours(1)))
            .describedAs("A time.");
    assertThat(option.allowed()).endsWith("from 10 ms to 1 h");
  }

  @Test
  void emptyConstraint_isAMistakeInTheProgram() {
    assertThatIllegalArgumentException().isThrownBy(() -> Constraint.between(2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Constraint.oneOf(List.of()));
  }
}
