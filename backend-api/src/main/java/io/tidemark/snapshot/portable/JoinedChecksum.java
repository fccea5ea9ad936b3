package io.tidemark.snapshot.portable;

/**
 * The CRC-32C of bytes that follow each other, reckoned from those of their parts: what has been
 * looked at once for the checksum of a block is not looked at again for that of the blob.
 *
 * <p>A checksum is a polynomial over GF(2), and bytes behind it multiply it by a power of x. As
 * everywhere in CRC-32C, the highest bit is that of the lowest power.
 */
final class JoinedChecksum {

  private static final int POLYNOMIAL = 0x82f63b78;

  /** The polynomial 1. */
  private static final int ONE = 1 << 31;

  /** What 2^k bytes multiply a checksum by. */
  private static final int[] BYTES = new int[Long.SIZE];

  static {
    int power = ONE >>> Byte.SIZE;
    for (int k = 0; k < BYTES.length; k++) {
      BYTES[k] = power;
      power = product(power, power);
    }
  }

  private int value;

  /** Appends {@code length} bytes that have this checksum. */
  void append(int checksum, long length) {
    int k = 0;
    for (long rest = length; rest != 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        value = product(value, BYTES[k]);
      }
      k++;
    }
    value ^= checksum;
  }

  int value() {
    return value;
  }

  private static int product(int first, int second) {
    int product = 0;
    int shifted = second;
    for (int rest = first; rest != 0; rest <<= 1) {
      if (rest < 0) {
        product ^= shifted;
      }
      shifted = shifted >>> 1 ^ ((shifted & 1) == 0 ? 0 : POLYNOMIAL);
    }
    return product;
  }
}
