package io.tidemark.serialization;

/**
 * Seconds as a signed variable-length number, and the fraction of a second that follows them as
 * another: how many milliseconds it is, or microseconds, or nanoseconds, the first of these that it
 * is a whole number of, times four, plus 2, 1 or 0 for that unit. A time of this century takes six
 * bytes in whole seconds, seven or eight in milliseconds, and ten at most; two numbers of fixed
 * width would take twelve.
 */
final class Seconds {

  private static final int NANOS_IN_SECOND = 1_000_000_000;

  private Seconds() {}

  static void write(long seconds, int nanos, WriteBuffer out) {
    out.writeSignedVarLong(seconds);
    out.writeVarInt(fraction(nanos));
  }

  private static int fraction(int nanos) {
    if (nanos % 1_000_000 == 0) {
      return nanos / 1_000_000 << 2 | 2;
    }
    return nanos % 1000 == 0 ? nanos / 1000 << 2 | 1 : nanos << 2;
  }

  /** Reads the fraction, in nanoseconds. */
  static int readNanos(ReadBuffer in) {
    int fraction = in.readVarInt();
    long nanos =
        (fraction >>> 2)
            * switch (fraction & 3) {
              case 0 -> 1L;
              case 1 -> 1000L;
              case 2 -> 1_000_000L;
              default -> throw new MalformedBytesException("A fraction of a second has no unit 3");
            };
    if (nanos >= NANOS_IN_SECOND) {
      throw new MalformedBytesException("A fraction of a second is " + nanos + " nanoseconds");
    }
    return (int) nanos;
  }
}
