package io.tidemark.flink;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a backend's vendor library apart from another version of it that Flink has. Flink's RocksDB
 * backend brings a RocksDB of its own in the same package, with other native code; here, that
 * package is defined anew from {@value #PLACE}, where Tidemark's jar keeps its own, and so is the
 * backend that uses it. Everything else is the parent's, the interfaces of Tidemark above all.
 *
 * <p>Any thread may use it. It is made once for the class path and never closed: native code cannot
 * be let go of.
 */
final class ApartClassLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  /** Where the library is kept, as a prefix of resources. */
  static final String PLACE = "io/tidemark/flink/apart/";

  /** What comes from {@link #PLACE}. */
  private static final String LIBRARY = "org.rocksdb.";

  /** What is defined anew from the parent's own bytes, because it uses the library. */
  private static final String BACKEND = "io.tidemark.rocksdb.";

  private static final String NATIVE_CODE = "librocksdbjni";

  private static final class Holder {
    static final ApartClassLoader INSTANCE =
        new ApartClassLoader(ApartClassLoader.class.getClassLoader());
  }

  ApartClassLoader(ClassLoader parent) {
    super("tidemark-apart", parent);
  }

  /** The loader over the class path that this class is on. */
  static ApartClassLoader instance() {
    return Holder.INSTANCE;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(LIBRARY) && !name.startsWith(BACKEND)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      Class<?> type = known == null ? define(name) : known;
      if (resolve) {
        resolveClass(type);
      }
      return type;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    String resource = name.startsWith(LIBRARY) ? PLACE + file : file;
    try (InputStream in = getParent().getResourceAsStream(resource)) {
      if (in == null) {
        throw new ClassNotFoundException(
            name + " should be on the class path as " + resource + ": add Tidemark's Flink jar");
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    return getParent().getResource(isNativeCode(name) ? PLACE + name : name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return getParent().getResources(isNativeCode(name) ? PLACE + name : name);
  }

  /** Native code comes as {@link NativeCode} has it. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    if (!isNativeCode(name)) {
      return getParent().getResourceAsStream(name);
    }
    try (InputStream in = getParent().getResourceAsStream(PLACE + name)) {
      if (in == null) {
        return null;
      }
      byte[] library = in.readAllBytes();
      NativeCode.bindToItself(library);
      return new ByteArrayInputStream(library);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + PLACE + name, e);
    }
  }

  private static boolean isNativeCode(String name) {
    return name.startsWith(NATIVE_CODE);
  }
}
