package io.tidemark.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "512, 512",
    "512 b, 512",
    "512 bytes, 512",
    "64 kb, 65536",
    "64k, 65536",
    "256 MB, 268435456",
    "1 mebibytes, 1048576",
    "1 gb, 1073741824",
    "2 tb, 2199023255552",
    "' 3   Kb ', 3072",
    "9223372036854775807 b, 9223372036854775807",
  })
  void numberWithUnit_isThatManyBytes(String text, long bytes) {
    assertThat(MemorySize.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "10 pb, \"pb\" is not a unit of size",
    "1.5 gb, fractions are not supported",
    "-1, does not begin with a whole number",
    "'', does not begin with a whole number",
    "99999999999999999999, the number is too large",
    "8388608 tb, larger than 2^63",
  })
  void anythingElse_isRefusedWithTheReason(String text, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemorySize.parse(text))
        .withMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 bytes",
        "1 bytes",
        "1023 bytes",
        "1 kb",
        "1025 bytes",
        "1536 kb",
        "3 gb",
        "9 tb"
      })
  void text_isShortestExactOneAndReadsBack(String text) {
    assertThat(MemorySize.parse(text)).hasToString(text);
    assertThat(MemorySize.parse(MemorySize.parse(text).toString()))
        .isEqualTo(MemorySize.parse(text));
  }

  @Test
  void factories_countInStepsOf1024() {
    assertThat(MemorySize.ofKb(2)).isEqualTo(new MemorySize(2048));
    assertThat(MemorySize.ofMb(2)).isEqualTo(new MemorySize(2 * 1024 * 1024));
  }

  @Test
  void negativeSize_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new MemorySize(-1));
  }

  @Test
  void sizes_areOrderedByBytes() {
    assertThat(MemorySize.ofMb(1)).isGreaterThan(MemorySize.ofKb(1023));
    assertThat(MemorySize.ofMb(1)).isEqualByComparingTo(MemorySize.ofKb(1024));
  }
}
