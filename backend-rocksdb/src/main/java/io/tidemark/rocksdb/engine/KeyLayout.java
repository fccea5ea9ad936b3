package io.tidemark.rocksdb.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The order of everything in the database and in sorted files: key group (2 bytes), the column's
 * tag (8 bytes), then what the column's kind of state has. So a key group is one interval of keys,
 * and a column within it is one too.
 */
public final class KeyLayout {

  /** How many bytes come before a column's own. */
  public static final int PREFIX_BYTES = 10;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private KeyLayout() {}

  /** The key group of a key. */
  public static int keyGroup(byte[] key) {
    return (short) SHORT.get(key, 0) & 0xffff;
  }

  /** The tag of a key's column. */
  public static long tag(byte[] key) {
    return (long) LONG.get(key, 2);
  }

  /** Where the keys of {@code keyGroup} begin. */
  public static byte[] start(int keyGroup) {
    byte[] start = new byte[2];
    SHORT.set(start, 0, (short) keyGroup);
    return start;
  }

  /** Where the keys of a column in {@code keyGroup} begin. */
  public static byte[] start(int keyGroup, long tag) {
    byte[] start = new byte[PREFIX_BYTES];
    SHORT.set(start, 0, (short) keyGroup);
    LONG.set(start, 2, tag);
    return start;
  }

  /** The first {@code length} bytes of {@code key} plus one: where what they begin ends. */
  public static byte[] after(byte[] key, int length) {
    byte[] after = Arrays.copyOf(key, length);
    int at = length - 1;
    while (++after[at] == 0) {
      at--;
    }
    return after;
  }
}
