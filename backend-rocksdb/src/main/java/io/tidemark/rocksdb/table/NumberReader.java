package io.tidemark.rocksdb.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers as RocksDB writes them, read one after the other. Belongs to one thread. */
final class NumberReader {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int position;

  NumberReader(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  int position() {
    return position;
  }

  void skip(int count) {
    position += count;
  }

  /** An unsigned number of up to 63 bits, seven of them a byte, the lowest first. */
  long varlong() throws NotReadableException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
      byte next = bytes[position++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new NotReadableException("A number of more than 63 bits");
  }

  /** An unsigned number of up to 31 bits. */
  int varint() throws NotReadableException {
    long value = varlong();
    if (value > Integer.MAX_VALUE) {
      throw new NotReadableException("A length of " + value);
    }
    return (int) value;
  }

  static int intAt(byte[] bytes, int position) {
    return (int) INT.get(bytes, position);
  }

  static long longAt(byte[] bytes, int position) {
    return (long) LONG.get(bytes, position);
  }
}
