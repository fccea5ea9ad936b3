package io.tidemark.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlobNamesTest {

  static Stream<String> names() {
    return Stream.of(
        "a",
        "Z9",
        "-",
        "_.._",
        "job/checkpoints/000000000042/manifest.json",
        "x".repeat(255),
        "x".repeat(255) + "/" + "y".repeat(255));
  }

  static Stream<String> others() {
    return Stream.of(
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "a/.",
        "a/../b",
        ".hidden",
        "a/.hidden",
        "a b",
        "a\\b",
        "a\0b",
        "a\n",
        "a:b",
        "ä",
        "%2e%2e",
        "x".repeat(256),
        "a/" + "x".repeat(256),
        "x".repeat(255) + "/" + "y".repeat(255) + "/z");
  }

  @ParameterizedTest
  @MethodSource("names")
  void name_isGivenBack(String name) {
    assertThat(BlobNames.check(name)).isSameAs(name);
  }

  @ParameterizedTest
  @MethodSource("others")
  void anythingElse_isRefusedAndNamed(String other) {
    assertThatThrownBy(() -> BlobNames.check(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + other + "'");
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyBeginningOfAName_canBeginOne(String name) {
    for (int i = 0; i <= name.length(); i++) {
      assertThat(BlobNames.canBegin(name.substring(0, i))).as(name.substring(0, i)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "//", ".", "a/.", "a//", "../", "a/../", "a b", "\0", "ä"})
  void otherPrefix_beginsNoName(String prefix) {
    assertThat(BlobNames.canBegin(prefix)).isFalse();
  }
}
