package io.tidemark.serialization;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Never used itself: {@link HiddenClass} makes a class of it for each record class. */
final class RecordCodecTemplate implements RecordCodec {

  private static final MethodHandle WRITE = HiddenClass.handle(MethodHandles.lookup(), 0);
  private static final MethodHandle READ = HiddenClass.handle(MethodHandles.lookup(), 1);
  private static final MethodHandle COPY = HiddenClass.handle(MethodHandles.lookup(), 2);

  private RecordCodecTemplate() {}

  /**
   * @param write of type {@code (Object, WriteBuffer)void}
   * @param read of type {@code (ReadBuffer)Object}
   * @param copy of type {@code (Object)Object}
   */
  static RecordCodec define(MethodHandle write, MethodHandle read, MethodHandle copy) {
    return (RecordCodec)
        HiddenClass.define(
            MethodHandles.lookup(), "RecordCodecTemplate.class", List.of(write, read, copy));
  }

  @Override
  public void write(Object value, WriteBuffer out) {
    try {
      WRITE.invokeExact(value, out);
    } catch (Throwable e) {
      throw HiddenClass.unexpected(e);
    }
  }

  @Override
  public Object read(ReadBuffer in) {
    try {
      return READ.invokeExact(in);
    } catch (Throwable e) {
      throw HiddenClass.unexpected(e);
    }
  }

  @Override
  public Object copy(Object value) {
    try {
      return COPY.invokeExact(value);
    } catch (Throwable e) {
      throw HiddenClass.unexpected(e);
    }
  }
}
