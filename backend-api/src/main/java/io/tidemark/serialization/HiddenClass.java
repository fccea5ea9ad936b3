package io.tidemark.serialization;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Makes objects out of method handles that are as fast as code written by hand.
 *
 * <p>The JIT compiler looks into a method handle only where it is a constant. The bytes of a
 * template class are therefore defined again, as a hidden class, for each set of handles; its
 * static fields hold the handles that were passed with the definition. Accessors, buffer and
 * constructor of a record are then inlined into one piece of code: without boxing, without an array
 * of arguments, and apart from the profiles of other record classes.
 */
final class HiddenClass {

  private HiddenClass() {}

  /**
   * @param template the look-up of the template class, which has a constructor without parameters
   * @param file the name of its class file
   */
  static Object define(Lookup template, String file, List<MethodHandle> handles) {
    try {
      Lookup hidden =
          template.defineHiddenClassWithClassData(
              classFile(template.lookupClass(), file), handles, true);
      return hidden
          .findConstructor(hidden.lookupClass(), MethodType.methodType(void.class))
          .invoke();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static byte[] classFile(Class<?> template, String name) {
    try (InputStream file = template.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(
            name
                + " is missing from the jar of the API, which must be packed with all its classes");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read from the jar of the API", e);
    }
  }

  /** One of the handles that were passed with the definition of the class that looks up. */
  static MethodHandle handle(Lookup hidden, int index) {
    try {
      return MethodHandles.classDataAt(
          hidden, ConstantDescs.DEFAULT_NAME, MethodHandle.class, index);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Class data is open to its own class", e);
    }
  }

  /**
   * Method handles are declared to throw anything; those of records throw nothing that is checked.
   */
  static RuntimeException unexpected(Throwable e) {
    if (e instanceof RuntimeException unchecked) {
      return unchecked;
    }
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("A record threw a checked exception", e);
  }
}
