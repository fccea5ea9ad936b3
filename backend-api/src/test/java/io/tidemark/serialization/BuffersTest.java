package io.tidemark.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuffersTest {

  private final WriteBuffer out = new WriteBuffer(0);

  @Test
  void variableLengthNumbers_areReadBackInTheirShortestForm() {
    IntStream ints =
        IntStream.range(0, 32).flatMap(bit -> IntStream.of((1 << bit) - 1, 1 << bit, -(1 << bit)));
    ints.forEach(
        value -> {
          out.clear();
          out.writeVarInt(value);
          assertThat(out.position()).isEqualTo(groups(Integer.toUnsignedLong(value)));
          assertThat(WriteBuffer.varIntLength(value)).isEqualTo(out.position());
          assertThat(in().readVarInt()).isEqualTo(value);
        });
    LongStream longs =
        LongStream.range(0, 64)
            .flatMap(bit -> LongStream.of((1L << bit) - 1, 1L << bit, -(1L << bit)));
    longs.forEach(
        value -> {
          out.clear();
          out.writeVarLong(value);
          assertThat(out.position()).isEqualTo(groups(value));
          assertThat(in().readVarLong()).isEqualTo(value);
          out.clear();
          out.writeSignedVarLong(value);
          assertThat(in().readSignedVarLong()).isEqualTo(value);
        });
  }

  @ParameterizedTest
  @CsvSource({"0, 00", "-1, 01", "1, 02", "-64, 7f", "64, 8001"})
  void signedNumbersNearZero_areShort(long value, String hex) {
    out.writeSignedVarLong(value);
    assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(hex);
  }

  private static int groups(long value) {
    int groups = 1;
    for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
      groups++;
    }
    return groups;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "80", "ffffffff", "ffffffff10", "8080808080", "ffffffffff01"})
  void variableLengthIntWithoutEnd_isMalformed(String hex) {
    assertMalformed(hex, ReadBuffer::readVarInt);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "80", "ffffffffffffffffff02", "80808080808080808080", "ffff"})
  void variableLengthLongWithoutEnd_isMalformed(String hex) {
    assertMalformed(hex, ReadBuffer::readVarLong);
  }

  @ParameterizedTest
  @CsvSource({"03aabb, 1", "02aabbcc, 2", "ffffffff0f, 1", "ffffffff07, 8", "01, 1"})
  void lengthBeyondTheEnd_isMalformed(String hex, int bytesEach) {
    assertMalformed(hex, in -> in.readLength(bytesEach));
  }

  @Test
  void lengthThatFits_isRead() {
    assertThat(new ReadBuffer(HexFormat.of().parseHex("02aabbccdd")).readLength(2)).isEqualTo(2);
    assertThat(new ReadBuffer(new byte[1]).readLength(100)).isZero();
  }

  @Test
  void booleanOtherThanZeroOrOne_isMalformed() {
    assertMalformed("02", ReadBuffer::readBoolean);
    assertMalformed("ff", ReadBuffer::readBoolean);
  }

  @Test
  void readsBeyondTheWindow_areMalformedThoughTheArrayGoesOn() {
    byte[] bytes = new byte[100];
    assertMalformed(new ReadBuffer(bytes, 10, 7), ReadBuffer::readLong);
    assertMalformed(new ReadBuffer(bytes, 10, 3), ReadBuffer::readInt);
    assertMalformed(new ReadBuffer(bytes, 10, 1), ReadBuffer::readShort);
    assertMalformed(new ReadBuffer(bytes, 10, 0), ReadBuffer::readByte);
    assertMalformed(new ReadBuffer(bytes, 10, 5), in -> in.skip(6));
    assertMalformed(new ReadBuffer(bytes, 10, 5), in -> in.readBytes(6));
    assertMalformed(new ReadBuffer(bytes, 10, 5), in -> in.readBytes(-1));
    assertMalformed(new ReadBuffer(bytes, 10, 5), in -> in.position(16));
  }

  @Test
  void windowOutsideOfTheArray_isRefused() {
    byte[] bytes = new byte[10];
    ReadBuffer in = new ReadBuffer(bytes, 2, 4);
    in.limit(10);
    assertThat(in.remaining()).isEqualTo(8);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> in.limit(11));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> in.limit(1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> in.wrap(bytes, 5, 6));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> in.wrap(bytes, -1, 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 16_383, 16_384, 100_000})
  void lengthPrefixedParts_standBehindTheirLengthsNestedToo(int length) {
    out.writeByte(7);
    int outer = out.beginLengthPrefixed();
    out.writeShort(0x0102);
    int inner = out.beginLengthPrefixed();
    byte[] part = new byte[length];
    Seed.of(BuffersTest.class).random().nextBytes(part);
    out.writeBytes(part);
    out.endLengthPrefixed(inner);
    out.endLengthPrefixed(outer);
    out.writeByte(9);

    ReadBuffer in = in();
    assertThat(in.readByte()).isEqualTo((byte) 7);
    assertThat(in.readLength(1)).isEqualTo(2 + WriteBuffer.varIntLength(length) + length);
    assertThat(in.readShort()).isEqualTo((short) 0x0102);
    assertThat(in.readBytes(in.readLength(1))).isEqualTo(part);
    assertThat(in.readByte()).isEqualTo((byte) 9);
    assertThat(in.hasRemaining()).isFalse();
  }

  @Test
  void numbers_haveTheirHighestByteFirst() {
    out.writeLong(0x0102030405060708L);
    out.writeInt(0x090a0b0c);
    out.writeShort(0x0d0e);
    out.writeByte(0x0f);
    assertThat(HexFormat.of().formatHex(out.toByteArray()))
        .isEqualTo("0102030405060708090a0b0c0d0e0f");
  }

  private ReadBuffer in() {
    return new ReadBuffer(out.toByteArray());
  }

  private static void assertMalformed(String hex, Compatibility.Reader<?> read) {
    assertMalformed(new ReadBuffer(HexFormat.of().parseHex(hex)), read::read);
  }

  private static void assertMalformed(ReadBuffer in, Consumer<ReadBuffer> read) {
    assertThatExceptionOfType(MalformedBytesException.class).isThrownBy(() -> read.accept(in));
  }
}
