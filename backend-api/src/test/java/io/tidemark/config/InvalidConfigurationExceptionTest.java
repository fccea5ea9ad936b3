package io.tidemark.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvalidConfigurationExceptionTest {

  private static final ConfigOption<URI> DIRECTORY =
      ConfigOption.key("dir").uriType().describedAs("A place.");

  @Test
  void valueRefusedByAModule_isNamedWithItsKeyAndTheProblem() {
    InvalidConfigurationException error =
        InvalidConfigurationException.of(
            DIRECTORY, URI.create("file:///root"), "it cannot be written");

    assertThat(error).hasMessage("dir = \"file:///root\": it cannot be written");
    assertThat(error.problems()).containsExactly(error.getMessage());
  }

  @Test
  void severalErrors_becomeOneThatHoldsThemAll() {
    InvalidConfigurationException one = new InvalidConfigurationException("a is wrong");
    InvalidConfigurationException other = new InvalidConfigurationException("b is wrong");

    InvalidConfigurationException both = InvalidConfigurationException.ofAll(List.of(one, other));

    assertThat(both).hasMessage("a is wrong\nb is wrong");
    assertThat(both.problems()).containsExactly("a is wrong", "b is wrong");
    assertThat(both.getSuppressed()).containsExactly(one, other);
  }

  @Test
  void singleError_staysTheVeryOne() {
    InvalidConfigurationException one = new InvalidConfigurationException("a is wrong");

    assertThat(InvalidConfigurationException.ofAll(List.of(one))).isSameAs(one);
  }
}
