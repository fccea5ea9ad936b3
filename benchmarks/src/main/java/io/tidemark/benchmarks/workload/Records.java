package io.tidemark.benchmarks.workload;

import io.tidemark.benchmarks.peer.DataType;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/**
 * Keys and values that are stored. Each is made anew when it is used, as records that come from a
 * channel are.
 *
 * @param keyType the keys' type
 * @param valueType the values' type
 * @param key the key of a number
 * @param value the value of a number
 * @param change what reading, modifying and writing makes of a value
 */
record Records<K, V>(
    DataType<K> keyType,
    DataType<V> valueType,
    LongFunction<K> key,
    LongFunction<V> value,
    UnaryOperator<V> change) {

  /** 8 bytes each. */
  static Records<Long, Long> numbers() {
    return new Records<>(
        DataType.LONG, DataType.LONG, Long::valueOf, Long::valueOf, value -> value + 1);
  }

  /** Numbers with values of that many bytes. */
  static Records<Long, byte[]> blocks(int length, boolean halving) {
    RandomBytes bytes = new RandomBytes(length, halving);
    return new Records<>(
        DataType.LONG, DataType.BYTES, Long::valueOf, bytes::of, value -> bytes.of(value[0]));
  }

  /** Texts of 20 characters with values of that many bytes. */
  static Records<String, byte[]> texts(int length) {
    RandomBytes bytes = new RandomBytes(length, true);
    return new Records<>(
        DataType.STRING, DataType.BYTES, Records::text, bytes::of, value -> bytes.of(value[0]));
  }

  /** The records that a parameter names. */
  static Records<?, ?> named(String name) {
    return switch (name) {
      case "numbers" -> numbers();
      case "incompressible" -> blocks(100, false);
      case "halving" -> blocks(100, true);
      case "texts" -> texts(100);
      default -> throw new IllegalArgumentException("No records: " + name);
    };
  }

  private static String text(long number) {
    String digits = Long.toString(number);
    return "customer-" + "00000000000".substring(digits.length()) + digits;
  }
}
