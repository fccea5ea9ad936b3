package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScalarColumnTest {

  private final ScalarColumn<byte[]> column = ByteColumns.of("value");

  /** Or a few large ones among many small would take more memory than there is. */
  @Test
  void byteArray_weighsWhatItTakes_whateverOthersDo() {
    for (int i = 0; i < 1000; i++) {
      assertThat(column.weigh(holding(10))).isEqualTo(30);
    }

    assertThat(column.weigh(holding(1 << 20))).isEqualTo((1 << 20) + 20);
  }

  @Test
  void absentByteArray_weighsNothing() {
    Entry entry = holding(10);
    column.clear(entry);

    assertThat(column.weigh(entry)).isZero();
  }

  private Entry holding(int bytes) {
    Entry entry = new Entry(new byte[] {1}, column);
    column.set(entry, new byte[bytes]);
    return entry;
  }
}
