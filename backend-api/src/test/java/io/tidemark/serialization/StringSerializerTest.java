package io.tidemark.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StringSerializerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "?", "\ufffd", "é", "aé", "日本", "😀", "a\ufffd😀", "\0", "\u007f\u0080"})
  void properText_isUtf8AtAnyLength(String part) {
    for (int repeat : new int[] {1, 2, 30, 43, 64, 127, 128, 200, 20_000}) {
      String text = "x".repeat(repeat) + part.repeat(repeat) + "?";
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      WriteBuffer expected = new WriteBuffer(16);
      expected.writeVarInt(utf8.length);
      expected.writeBytes(utf8);

      assertThat(bytes(text)).isEqualTo(expected.toByteArray());
      assertThat(read(bytes(text))).isEqualTo(text);
    }
  }

  @Test
  void surrogatesWithoutPartner_areKeptApart() {
    String[] parts = {"\ud800", "\udbff", "\udc00", "\udfff", "?", "\ufffd", "\udc00\ud800", "😀"};
    for (int padding : new int[] {0, 1, 48, 100, 254, 255, 256, 257, 1000}) {
      for (String one : parts) {
        String text = "a".repeat(padding) + one;
        assertThat(read(bytes(text))).isEqualTo(text);
        assertThat(read(bytes(text + "é"))).isEqualTo(text + "é");
        assertThat(read(bytes(text + "b".repeat(300)))).isEqualTo(text + "b".repeat(300));
        for (String other : parts) {
          if (!one.equals(other)) {
            assertThat(bytes(text)).isNotEqualTo(bytes("a".repeat(padding) + other));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "80, 0",
    "c3, 0",
    "61c3, 1",
    "c361, 1",
    "c080, 1",
    "e08080, 2",
    "e0a0, 0",
    "f0808080, 3",
    "f4908080, 3",
    "f8808080, 0",
    "ff, 0",
    "61626380, 3",
    "efbfbd80, 3"
  })
  void bytesThatAreNotUtf8_areMalformed(String hex, int at) {
    byte[] utf8 = HexFormat.of().parseHex(hex);
    WriteBuffer out = new WriteBuffer(16);
    out.writeVarInt(utf8.length);
    out.writeBytes(utf8);
    assertThatExceptionOfType(MalformedBytesException.class)
        .isThrownBy(() -> read(out.toByteArray()))
        .withMessage("A string is not UTF-8 at its byte " + at);
  }

  private static byte[] bytes(String text) {
    WriteBuffer out = new WriteBuffer(0);
    Serializers.STRING.write(text, out);
    return out.toByteArray();
  }

  private static String read(byte[] bytes) {
    ReadBuffer in = new ReadBuffer(bytes);
    String text = Serializers.STRING.read(in);
    assertThat(in.hasRemaining()).isFalse();
    return text;
  }
}
