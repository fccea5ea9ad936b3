package io.tidemark.benchmarks.limit;

import io.tidemark.benchmarks.peer.DataType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** How a type is written as an array of its own. */
record ByteForm<T>(Function<T, byte[]> toBytes, Function<byte[], T> fromBytes) {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  @SuppressWarnings("unchecked") // the sealed type says which T it is
  static <T> ByteForm<T> of(DataType<T> type) {
    if (type instanceof DataType.OfLong) {
      return (ByteForm<T>)
          new ByteForm<Long>(ByteForm::bytesOf, bytes -> (Long) (long) LONGS.get(bytes, 0));
    }
    if (type instanceof DataType.OfString) {
      return (ByteForm<T>)
          new ByteForm<String>(
              text -> text.getBytes(StandardCharsets.UTF_8),
              bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
    return (ByteForm<T>) new ByteForm<byte[]>(bytes -> bytes, bytes -> bytes);
  }

  private static byte[] bytesOf(Long number) {
    byte[] bytes = new byte[Long.BYTES];
    LONGS.set(bytes, 0, (long) number);
    return bytes;
  }
}
