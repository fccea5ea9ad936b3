package io.tidemark.snapshot.portable;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Seed;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class JoinedChecksumTest {

  private final Seed seed = Seed.of(JoinedChecksumTest.class);
  private final Random random = seed.random();

  @Test
  void partsOfAnyLength_giveTheChecksumOfTheWhole() {
    for (int round = 0; round < 500; round++) {
      byte[] whole = new byte[random.nextInt(10_000)];
      random.nextBytes(whole);
      JoinedChecksum joined = new JoinedChecksum();
      for (int from = 0; from < whole.length; ) {
        int length = random.nextInt(Math.min(whole.length - from, 1 << random.nextInt(14)) + 1);
        joined.append(checksum(whole, from, length), length);
        from += length;
      }
      assertThat(joined.value()).as("%s", seed).isEqualTo(checksum(whole, 0, whole.length));
    }
  }

  @Test
  void partOfManyBytes_isReckonedAsManyParts() {
    JoinedChecksum one = new JoinedChecksum();
    one.append(42, 3);
    one.append(0, (1L << 40) + 12_345);
    JoinedChecksum many = new JoinedChecksum();
    many.append(42, 3);
    many.append(0, 12_345);
    for (int part = 0; part < 1 << 10; part++) {
      many.append(0, 1L << 30);
    }
    assertThat(one.value()).isEqualTo(many.value());
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
