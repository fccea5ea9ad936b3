package io.tidemark.memory;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A key that is a text, as the bytes of its serializer, which begin with how many they are: equal
 * texts have equal bytes. They are compared as words of eight bytes, the last of which is filled up
 * with zeros. So a page has them in its {@link TextArea}, where a look-up finds them without a step
 * to another object.
 *
 * <p>It is reused from key to key, and grows to the longest. Belongs to one thread.
 */
final class TextKey {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final WriteBuffer bytes = new WriteBuffer(32);
  private int words;

  /** Becomes {@code key}. */
  <K> void set(K key, Serializer<K> serializer) {
    bytes.clear();
    serializer.write(key, bytes);
    pad();
  }

  /** Becomes the key whose row begins at {@code row}. */
  void set(long[] longs, int row) {
    bytes.clear();
    TextArea.write(longs, row, bytes);
    pad();
  }

  /** The same key, which shares nothing with this. */
  TextKey copy() {
    TextKey copy = new TextKey();
    copy.bytes.writeBytes(bytes.array(), 0, bytes.position());
    copy.pad();
    return copy;
  }

  private void pad() {
    int length = bytes.position();
    words = TextArea.words(length);
    bytes.reserve(Long.BYTES);
    byte[] array = bytes.array();
    for (int i = length; i < words * Long.BYTES; i++) {
      array[i] = 0;
    }
  }

  /** How many words the key has. */
  int words() {
    return words;
  }

  /** A hash of all words. */
  long hash() {
    byte[] array = bytes.array();
    long hash = 0;
    for (int i = 0; i < words; i++) {
      hash = Hash.of(hash, (long) WORD.get(array, i * Long.BYTES));
    }
    return hash;
  }

  /** Whether this is the key whose row begins at {@code row}. */
  boolean isAt(long[] longs, int row) {
    byte[] array = bytes.array();
    int count = words;
    // The first word has the length, so behind one that is equal there are as many words.
    for (int i = 0; i < count; i++) {
      if (TextArea.word(longs, row, i) != (long) WORD.get(array, i * Long.BYTES)) {
        return false;
      }
    }
    return true;
  }

  /** Whether both are the same key. */
  boolean isSame(TextKey other) {
    return Arrays.equals(
        bytes.array(), 0, bytes.position(), other.bytes.array(), 0, other.bytes.position());
  }

  /** Puts the first words to {@code first}, and the rest, if there is one, to {@code rest}. */
  void copyTo(long[] longs, int first, int rest) {
    byte[] array = bytes.array();
    for (int i = 0; i < words; i++) {
      int at = i < TextArea.IN_ROW ? first + i : rest + i - TextArea.IN_ROW;
      longs[at] = (long) WORD.get(array, i * Long.BYTES);
    }
  }
}
