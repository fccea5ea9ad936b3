package io.tidemark.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sees the backends and storages beside the program, and opens the large jars of a vendor only when
 * the first of its classes is asked for: so that whoever lists jobs does not wait for Hadoop.
 *
 * <p>A folder of vendors has one folder for each, named like the package below which its classes
 * are; the jars in it may hold other packages as well, for use by those.
 */
public final class ProviderClassLoader extends URLClassLoader {

  private static final String HOME = "tidemark.home";

  static {
    registerAsParallelCapable();
  }

  private final Map<String, Path> vendors;
  private final Set<Path> opened = new HashSet<>();

  private ProviderClassLoader(List<Path> providers, List<Path> vendors, ClassLoader parent) {
    super("tidemark-providers", urls(providers), parent);
    this.vendors =
        vendors.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    vendor -> vendor.getFileName() + ".", vendor -> vendor));
  }

  /**
   * The loader of this process: that of the launcher's folder, which a system property names; else
   * the program's own, with everything on the class path.
   */
  public static ClassLoader ofProcess() {
    ClassLoader program = ProviderClassLoader.class.getClassLoader();
    String home = System.getProperty(HOME);
    return home == null ? program : of(Path.of(home), program);
  }

  static ClassLoader of(Path home, ClassLoader parent) {
    return new ProviderClassLoader(
        children(home.resolve("providers")), children(home.resolve("vendors")), parent);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try {
      return super.findClass(name);
    } catch (ClassNotFoundException e) {
      if (!openVendorOf(name)) {
        throw e;
      }
      return super.findClass(name);
    }
  }

  /** Whether the jars of the class's vendor are open now, whoever opened them. */
  private boolean openVendorOf(String className) {
    for (Map.Entry<String, Path> vendor : vendors.entrySet()) {
      if (className.startsWith(vendor.getKey())) {
        open(vendor.getValue());
        return true;
      }
    }
    return false;
  }

  private void open(Path vendor) {
    synchronized (opened) {
      if (opened.add(vendor)) {
        for (URL jar : urls(children(vendor))) {
          addURL(jar);
        }
      }
    }
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL[] urls(List<Path> jars) {
    return jars.stream()
        .map(
            jar -> {
              try {
                return jar.toUri().toURL();
              } catch (MalformedURLException e) {
                throw new IllegalStateException("A path has a URL", e);
              }
            })
        .toArray(URL[]::new);
  }
}
