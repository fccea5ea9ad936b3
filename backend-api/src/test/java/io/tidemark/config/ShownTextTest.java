package io.tidemark.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTextTest {

  @Test
  void plainText_isShownAsItIs() {
    assertThat(ShownText.of("s3://bucket/päth?x=1")).isEqualTo("s3://bucket/päth?x=1");
    assertThat(ShownText.holdsUserInfo("s3://bucket/path")).isFalse();
  }

  @Test
  void userOfAUri_isHidden() {
    assertThat(ShownText.of("s3://key:se/cr@et@host/path")).isEqualTo("s3://******@host/path");
    assertThat(ShownText.holdsUserInfo("s3://key:se/cr@et@host/path")).isTrue();
  }

  @Test
  void lineBreaks_cannotForgeALine() {
    assertThat(ShownText.of("a\nERROR b\r")).isEqualTo("a\\u000aERROR b\\u000d");
  }

  @Test
  void longText_isCut() {
    assertThat(ShownText.of("x".repeat(1_000_000))).hasSize(201).endsWith("x…");
  }
}
