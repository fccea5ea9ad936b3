package io.tidemark.rocksdb.table;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that no file of a form known here has: refused, each for what is wrong with it. */
class UnreadableBytesTest {

  private static final int LZ4 = 4;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"ffffffffffffffffff01, more than 63 bits", "ffffffffff01, A length of"})
  void numberOfTooManyBits(String bytes, String reason) {
    assertRefused(() -> new NumberReader(bytes(bytes), 0).varint(), reason);
  }

  /** One entry, whose value ends behind where the list of places begins. */
  @Test
  void namedValuesThatDoNotEndWithTheirBlock() {
    assertRefused(
        () -> new NamedValues(bytes("000102" + "61" + "00000000" + "01000000")), "last entry");
  }

  /** An index that says that there are two keys, or whose entry ends behind its end. */
  @ParameterizedTest
  @ValueSource(strings = {"00000000" + "00000000" + "02000000", "0001" + "00000000" + "01000000"})
  void indexWhoseKeysDoNotAllStandWhole(String end) {
    assertRefused(() -> IndexBlock.cut(bytes("000161" + "0005" + end), 0, 0), "stand whole");
  }

  @Test
  void blockThatIsLargerThanAnyIs_isNotRead() throws IOException {
    try (RandomAccessFile file = file(new byte[0])) {
      assertRefused(() -> new BlockReader().read(file, 0, Integer.MAX_VALUE), "2147483652 bytes");
    }
  }

  /** What should come of it is too long, longer than it is, or cannot come of such bytes. */
  @ParameterizedTest
  @CsvSource({
    "8180808004, A block of 1073741825 bytes",
    "05" + "1061, shorter than it says",
    "05" + "ffff, cannot be decompressed"
  })
  void compressedBlockThatIsNotWhatItSays(String content, String reason) throws IOException {
    byte[] block = bytes(content);
    try (RandomAccessFile file = file(withTrailer(block))) {
      assertRefused(() -> new BlockReader().read(file, 0, block.length), reason);
    }
  }

  private RandomAccessFile file(byte[] content) throws IOException {
    Path path = Files.write(directory.resolve("file"), content);
    return new RandomAccessFile(path.toFile(), "r");
  }

  private static byte[] withTrailer(byte[] block) {
    CRC32C crc = new CRC32C();
    crc.update(block);
    crc.update(LZ4);
    return ByteBuffer.allocate(block.length + BlockReader.TRAILER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(block)
        .put((byte) LZ4)
        .putInt(Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8)
        .array();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static void assertRefused(ThrowingCallable reading, String reason) {
    assertThatThrownBy(reading)
        .isInstanceOf(NotReadableException.class)
        .hasMessageContaining(reason);
  }
}
