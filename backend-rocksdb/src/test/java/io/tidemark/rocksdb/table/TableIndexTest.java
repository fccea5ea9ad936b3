package io.tidemark.rocksdb.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which block a key leads to, and where that is. */
class TableIndexTest {

  private static final long FAR = 5L << 32;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7})
  void key_leadsToTheFirstBlockThatMayHaveIt(int prefix) throws NotReadableException {
    SplittableRandom random = new SplittableRandom(prefix);
    for (int round = 0; round < 300; round++) {
      TreeSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
      int count = 1 + random.nextInt(20);
      while (keys.size() < count) {
        keys.add(key(random, prefix, random.nextInt(5)));
      }
      List<byte[]> sorted = List.copyOf(keys);
      TableIndex index = index(sorted);
      for (int i = 0; i < 200; i++) {
        byte[] wanted = key(random, random.nextInt(prefix + 1), random.nextInt(6));
        int expected = 0;
        while (expected < count && Arrays.compareUnsigned(sorted.get(expected), wanted) < 0) {
          expected++;
        }
        assertThat(index.find(Arrays.copyOf(wanted, 20), wanted.length)).isEqualTo(expected);
      }
    }
  }

  @Test
  void blocks_areWhereTheyWereSaidToBe() throws NotReadableException {
    TableIndex index = index(List.of(new byte[] {1}, new byte[] {2}, new byte[] {3}));

    assertThat(index.blocks()).isEqualTo(3);
    assertThat(index.offset(2)).isEqualTo(FAR + 200);
    assertThat(index.size(2)).isEqualTo(92);
    assertThat(index.end(2)).isEqualTo(FAR + 200 + 92 + BlockReader.TRAILER_BYTES);
  }

  @Test
  void blocksTooFarFromEachOther_areNotReadable() throws NotReadableException {
    TableIndex.Builder index = new TableIndex.Builder();
    index.add(new byte[] {1}, 0, 1, FAR, 90);

    assertThatThrownBy(() -> index.add(new byte[] {2}, 0, 1, 2 * FAR, 90))
        .isInstanceOf(NotReadableException.class);
  }

  @Test
  void howAllKeysBegin_isHeldOnce() throws NotReadableException {
    List<byte[]> keys = List.of(new byte[] {1}, new byte[] {2}, new byte[] {3}, new byte[] {4});
    List<byte[]> longer = keys.stream().map(key -> Arrays.copyOf(new byte[100], 101)).toList();
    for (int i = 0; i < keys.size(); i++) {
      longer.get(i)[100] = keys.get(i)[0];
    }

    assertThat(index(longer).weight()).isEqualTo(index(keys).weight() + 100);
  }

  private static byte[] key(SplittableRandom random, int prefix, int more) {
    byte[] key = new byte[prefix + more];
    for (int i = 0; i < key.length; i++) {
      key[i] = i < prefix && random.nextInt(20) > 0 ? 100 : (byte) random.nextInt(98, 103);
    }
    return key;
  }

  private static TableIndex index(List<byte[]> keys) throws NotReadableException {
    TableIndex.Builder index = new TableIndex.Builder();
    for (int i = 0; i < keys.size(); i++) {
      byte[] around = new byte[keys.get(i).length + 4];
      System.arraycopy(keys.get(i), 0, around, 2, keys.get(i).length);
      index.add(around, 2, keys.get(i).length, FAR + 100L * i, 90 + i);
    }
    return index.build();
  }
}
