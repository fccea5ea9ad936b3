package io.tidemark.serialization;

/**
 * Seconds as a signed variable-length number and 0 to 999,999,999 nanoseconds more as a
 * variable-length number. A time of this century takes six bytes if it is of whole seconds, ten at
 * most; two numbers of fixed width would take twelve.
 */
final class Seconds {

  private Seconds() {}

  static void write(long seconds, int nanos, WriteBuffer out) {
    out.writeSignedVarLong(seconds);
    out.writeVarInt(nanos);
  }

  static int readNanos(ReadBuffer in) {
    int nanos = in.readVarInt();
    if (nanos < 0 || nanos > 999_999_999) {
      throw new MalformedBytesException(
          "A second has 999999999 nanoseconds, found " + Integer.toUnsignedString(nanos));
    }
    return nanos;
  }
}
