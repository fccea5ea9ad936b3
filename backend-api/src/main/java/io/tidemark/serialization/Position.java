package io.tidemark.serialization;

/** The position of an enum's constant or a union's variant, as a variable-length number. */
final class Position {

  private Position() {}

  static int read(ReadBuffer in, int count) {
    int position = in.readVarInt();
    if (position < 0 || position >= count) {
      throw new MalformedBytesException(
          "Of "
              + count
              + " constants or variants there is none at position "
              + Integer.toUnsignedString(position));
    }
    return position;
  }
}
