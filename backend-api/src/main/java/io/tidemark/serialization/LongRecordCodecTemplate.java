package io.tidemark.serialization;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Never used itself: {@link HiddenClass} makes a class of it for each record class. */
final class LongRecordCodecTemplate implements LongRecordCodec {

  private static final MethodHandle TO_LONG = HiddenClass.handle(MethodHandles.lookup(), 0);
  private static final MethodHandle FROM_LONG = HiddenClass.handle(MethodHandles.lookup(), 1);

  private LongRecordCodecTemplate() {}

  /**
   * @param toLong of type {@code (Object)long}
   * @param fromLong of type {@code (long)Object}
   */
  static LongRecordCodec define(MethodHandle toLong, MethodHandle fromLong) {
    return (LongRecordCodec)
        HiddenClass.define(
            MethodHandles.lookup(), "LongRecordCodecTemplate.class", List.of(toLong, fromLong));
  }

  @Override
  public long toLong(Object value) {
    try {
      return (long) TO_LONG.invokeExact(value);
    } catch (Throwable e) {
      throw HiddenClass.unexpected(e);
    }
  }

  @Override
  public Object fromLong(long bits) {
    try {
      return FROM_LONG.invokeExact(bits);
    } catch (Throwable e) {
      throw HiddenClass.unexpected(e);
    }
  }
}
