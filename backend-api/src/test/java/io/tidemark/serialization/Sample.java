package io.tidemark.serialization;

import java.util.Random;
import java.util.function.Function;

/**
 * A serializer with a source of values to try it on.
 *
 * @param values makes a value from a source of randomness, odd ones often
 */
record Sample<T>(String name, Serializer<T> serializer, Function<Random, T> values) {

  T value(Random random) {
    return values.apply(random);
  }

  byte[] bytes(T value) {
    WriteBuffer out = new WriteBuffer(0);
    serializer.write(value, out);
    return out.toByteArray();
  }

  @Override
  public String toString() {
    return name;
  }
}
