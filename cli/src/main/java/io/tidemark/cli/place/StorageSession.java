package io.tidemark.cli.place;

import io.tidemark.cli.process.ProcessServices;
import io.tidemark.config.Configuration;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a command works with while it looks at storages. Closing it closes all that it opened. */
public final class StorageSession implements AutoCloseable {

  private final Configuration configuration;
  private final ClassLoader classLoader;
  private final ProcessServices services = new ProcessServices();
  private final Deque<SnapshotPlace> places = new ArrayDeque<>();

  public StorageSession(Configuration configuration, ClassLoader classLoader) {
    this.configuration = configuration;
    this.classLoader = classLoader;
  }

  public Configuration configuration() {
    return configuration;
  }

  public ClassLoader classLoader() {
    return classLoader;
  }

  public ProcessServices services() {
    return services;
  }

  /** Opens what a URI names. */
  public SnapshotPlace open(URI uri) {
    SnapshotPlace place =
        SnapshotPlace.open(
            uri, root -> new SnapshotRoot(root, configuration, services, classLoader));
    places.push(place);
    return place;
  }

  @Override
  public void close() {
    while (!places.isEmpty()) {
      places.pop().close();
    }
    services.close();
  }
}
