package io.tidemark.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.WriteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyGroupsTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 255, 0x0102030405060708L, Long.MIN_VALUE, Long.MAX_VALUE})
  void aLong_isInTheKeyGroupOfItsBytes(long key) {
    WriteBuffer bytes = new WriteBuffer(8);
    Serializers.LONG.write(key, bytes);
    assertThat(KeyGroups.of(key, Serializers.LONG, 32_768, new WriteBuffer(8)))
        .isEqualTo(KeyGroups.of(bytes.array(), 0, bytes.position(), 32_768));
  }
}
