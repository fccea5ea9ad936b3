package io.tidemark.serialization;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Makes a codec out of three method handles, as fast as code written by hand.
 *
 * <p>The JIT compiler looks into a method handle only where it is a constant. This class is
 * therefore never used itself: its bytes are defined again as a hidden class for each codec, whose
 * static fields hold the handles that were passed with the definition. Accessors, buffer and
 * constructor are then inlined into one piece of code, without boxing, without an array of
 * arguments, and apart from the profiles of other record classes.
 */
final class RecordCodecTemplate implements RecordCodec {

  private static final MethodHandle WRITE = handle(0);
  private static final MethodHandle READ = handle(1);
  private static final MethodHandle COPY = handle(2);

  private RecordCodecTemplate() {}

  /**
   * @param write of type {@code (Object, WriteBuffer)void}
   * @param read of type {@code (ReadBuffer)Object}
   * @param copy of type {@code (Object)Object}
   */
  static RecordCodec define(MethodHandle write, MethodHandle read, MethodHandle copy) {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      MethodHandles.Lookup hidden =
          lookup.defineHiddenClassWithClassData(classFile(), List.of(write, read, copy), true);
      return (RecordCodec)
          hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static byte[] classFile() {
    String name = "RecordCodecTemplate.class";
    try (InputStream file = RecordCodecTemplate.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(
            name + " is missing from the jar of the API: it must be packed with all its classes");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read from the jar of the API", e);
    }
  }

  private static MethodHandle handle(int index) {
    try {
      return MethodHandles.classDataAt(
          MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, MethodHandle.class, index);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Class data is open to its own class", e);
    }
  }

  @Override
  public void write(Object value, WriteBuffer out) {
    try {
      WRITE.invokeExact(value, out);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public Object read(ReadBuffer in) {
    try {
      return READ.invokeExact(in);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public Object copy(Object value) {
    try {
      return COPY.invokeExact(value);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /**
   * Method handles are declared to throw anything; those of records throw nothing that is checked.
   */
  private static RuntimeException unexpected(Throwable e) {
    if (e instanceof RuntimeException unchecked) {
      return unchecked;
    }
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("A record threw a checked exception", e);
  }
}
