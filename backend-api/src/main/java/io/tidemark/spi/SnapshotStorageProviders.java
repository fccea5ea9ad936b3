package io.tidemark.spi;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** The snapshot storages on a class path, by URI scheme. */
public final class SnapshotStorageProviders {

  private final List<SnapshotStorageFactory> factories;

  private SnapshotStorageProviders(List<SnapshotStorageFactory> factories) {
    this.factories = List.copyOf(factories);
  }

  /** Finds what {@code classLoader} sees. */
  public static SnapshotStorageProviders load(ClassLoader classLoader) {
    List<SnapshotStorageFactory> found = new ArrayList<>();
    ServiceLoader.load(SnapshotStorageFactory.class, classLoader).forEach(found::add);
    return new SnapshotStorageProviders(found);
  }

  public List<SnapshotStorageFactory> all() {
    return factories;
  }

  /**
   * Opens the storage under {@code root}. The caller closes it.
   *
   * @throws UnknownStorageException if nothing serves the root's scheme
   */
  public SnapshotStorage open(URI root, StorageContext context) {
    String scheme = root.getScheme() == null ? "" : root.getScheme().toLowerCase(Locale.ROOT);
    for (SnapshotStorageFactory factory : factories) {
      if (factory.schemes().contains(scheme)) {
        return factory.open(root, context);
      }
    }
    TreeSet<String> known = new TreeSet<>();
    factories.forEach(factory -> known.addAll(factory.schemes()));
    throw new UnknownStorageException(
        scheme.isEmpty()
            ? "'"
                + root
                + "' has no scheme; write it like file://"
                + (root.toString().startsWith("/") ? root : "/var/lib/tidemark")
                + ". Schemes found: "
                + known
            : "Nothing serves '"
                + scheme
                + ":'; schemes found: "
                + known
                + ". Add the artifact of that storage to the class path, such as io.tidemark:tidemark-backend-fs or"
                + " io.tidemark:tidemark-backend-s3");
  }
}
