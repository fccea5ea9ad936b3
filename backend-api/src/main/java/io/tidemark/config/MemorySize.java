package io.tidemark.config;

import java.util.List;
import java.util.Set;

/**
 * A number of bytes, written with a unit: {@code 64 kb}, {@code 256 mb}, {@code 1 gb}. Units count
 * in steps of 1024, as Apache Flink's do.
 *
 * @param bytes at least 0
 */
public record MemorySize(long bytes) implements Comparable<MemorySize> {

  private record Unit(String name, int shift, Set<String> spellings) {}

  /** From the largest to the smallest. */
  private static final List<Unit> UNITS =
      List.of(
          new Unit("tb", 40, Set.of("t", "tb", "tebibytes")),
          new Unit("gb", 30, Set.of("g", "gb", "gibibytes")),
          new Unit("mb", 20, Set.of("m", "mb", "mebibytes")),
          new Unit("kb", 10, Set.of("k", "kb", "kibibytes")),
          new Unit("bytes", 0, Set.of("b", "byte", "bytes")));

  /**
   * Rejects negative sizes.
   *
   * @throws IllegalArgumentException if {@code bytes} is negative
   */
  public MemorySize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size cannot be negative: " + bytes);
    }
  }

  /** So many times 1024 bytes. */
  public static MemorySize ofKb(long kb) {
    return of(kb, 10);
  }

  /** So many times 1024² bytes. */
  public static MemorySize ofMb(long mb) {
    return of(mb, 20);
  }

  /**
   * Reads a size: a whole number and one of the units {@code b}, {@code kb}, {@code mb}, {@code
   * gb}, {@code tb}, in any case. A bare number counts bytes.
   *
   * @throws IllegalArgumentException if the text is not a size, or is one of more than {@link
   *     Long#MAX_VALUE} bytes
   */
  public static MemorySize parse(String text) {
    QuantityText quantity = QuantityText.parse(text);
    return of(quantity.amount(), quantity.unit().isEmpty() ? 0 : shiftOf(quantity.unit()));
  }

  private static MemorySize of(long amount, int shift) {
    try {
      return new MemorySize(Math.multiplyExact(amount, 1L << shift));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("the size is larger than 2^63 − 1 bytes", e);
    }
  }

  private static int shiftOf(String spelling) {
    for (Unit unit : UNITS) {
      if (unit.spellings().contains(spelling)) {
        return unit.shift();
      }
    }
    throw new IllegalArgumentException(
        ShownText.quoted(spelling) + " is not a unit of size (b, kb, mb, gb, tb)");
  }

  @Override
  public int compareTo(MemorySize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** The size in the largest unit that is exact; {@link #parse} reads it back. */
  @Override
  public String toString() {
    for (Unit unit : UNITS) {
      long bytesInUnit = 1L << unit.shift();
      if (bytes >= bytesInUnit && bytes % bytesInUnit == 0) {
        return (bytes >> unit.shift()) + " " + unit.name();
      }
    }
    return bytes + " bytes";
  }
}
