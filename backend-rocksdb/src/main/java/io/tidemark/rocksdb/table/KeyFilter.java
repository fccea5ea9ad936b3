package io.tidemark.rocksdb.table;

import io.tidemark.serialization.WriteBuffer;
import java.util.Optional;

/**
 * The form of a file's Bloom filter over whole keys, as RocksDB writes it from format version 5 on:
 * answers as RocksDB does, so that no key of the file is ever ruled out. Filters of any other kind
 * are not read.
 */
final class KeyFilter {

  /** The bytes behind the bits, which say how the bits are to be read. */
  private static final int DESCRIPTION_BYTES = 5;

  private static final byte BLOOM = -1;
  private static final byte FAST_LOCAL = 0;

  /** All bits of a key are in one line. */
  static final int LINE_BYTES = 64;

  private static final int MAX_PROBES = 30;

  /** Up to how many thousandths of a bit a key RocksDB has one probe, two and so on. */
  private static final int[] MOST_THOUSANDTHS = {
    2_080, 3_580, 5_100, 6_640, 8_300, 10_070, 11_720, 14_001, 16_050, 18_300, 22_001, 25_501
  };

  /** Moves on to the next bit, and leaves the top bits the best mixed. */
  private static final int GOLDEN_RATIO = 0x9e3779b9;

  private final int lines;
  private final int probes;

  private KeyFilter(int lines, int probes) {
    this.lines = lines;
    this.probes = probes;
  }

  /**
   * Reads a full filter block, of a file whose filter has whole keys in it.
   *
   * @param block the contents of the block
   * @return the filter, or nothing if the block does not rule out keys in the one way that is known
   *     here; then any key may be in the file
   */
  static Optional<KeyFilter> read(byte[] block) {
    int length = block.length - DESCRIPTION_BYTES;
    if (length <= 0) {
      return Optional.empty();
    }
    int linesAndProbes = block[length + 2];
    int probes = linesAndProbes & 31;
    boolean known =
        block[length] == BLOOM
            && block[length + 1] == FAST_LOCAL
            && linesAndProbes >>> 5 == 0
            && probes >= 1
            && probes <= MAX_PROBES
            && block[length + 3] == 0
            && block[length + 4] == 0
            && length % LINE_BYTES == 0;
    return known ? Optional.of(new KeyFilter(length / LINE_BYTES, probes)) : Optional.empty();
  }

  /** The form of a filter of about {@code bitsPerKey} bits for each of {@code keys} keys. */
  static KeyFilter forKeys(int keys, int bitsPerKey) {
    long bits = Math.max(1, (long) keys * bitsPerKey);
    int lines = (int) ((bits + LINE_BYTES * Byte.SIZE - 1) / (LINE_BYTES * Byte.SIZE));
    return new KeyFilter(lines, probes(lines * 1_000L * LINE_BYTES * Byte.SIZE / keys));
  }

  private static int probes(long thousandthsPerKey) {
    for (int i = 0; i < MOST_THOUSANDTHS.length; i++) {
      if (thousandthsPerKey <= MOST_THOUSANDTHS[i]) {
        return i + 1;
      }
    }
    return thousandthsPerKey > 50_000 ? 24 : (int) (thousandthsPerKey - 1) / 2_000 - 1;
  }

  /** How long the block is. */
  int blockBytes() {
    return lines * LINE_BYTES + DESCRIPTION_BYTES;
  }

  /** Notes that the file has a key of that hash, in the block that begins with {@code bits}. */
  void add(long hash, byte[] bits) {
    int from = line(hash) * LINE_BYTES;
    int next = (int) (hash >>> 32);
    for (int probe = 0; probe < probes; probe++) {
      int bit = next >>> 23;
      bits[from + (bit >>> 3)] |= (byte) (1 << (bit & 7));
      next *= GOLDEN_RATIO;
    }
  }

  /** Writes what stands behind the lines. */
  void describe(WriteBuffer block) {
    block.writeByte(BLOOM);
    block.writeByte(FAST_LOCAL);
    block.writeByte(probes);
    block.writeShort(0);
  }

  /** The number of lines, with which the block begins. */
  int lines() {
    return lines;
  }

  /** The line of a key of that {@linkplain KeyHash hash}, of those that there are. */
  int line(long hash) {
    return (int) ((hash & 0xffffffffL) * lines >>> 32);
  }

  /**
   * Whether the file may have a key of that hash.
   *
   * @param from where the key's line begins in {@code bits}
   */
  boolean mayContain(long hash, byte[] bits, int from) {
    int next = (int) (hash >>> 32);
    for (int probe = 0; probe < probes; probe++) {
      int bit = next >>> 23;
      if ((bits[from + (bit >>> 3)] & 1 << (bit & 7)) == 0) {
        return false;
      }
      next *= GOLDEN_RATIO;
    }
    return true;
  }
}
