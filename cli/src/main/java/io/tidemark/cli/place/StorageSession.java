package io.tidemark.cli;

import io.tidemark.config.Configuration;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a command works with while it looks at storages. Closing it closes all that it opened. */
final class StorageSession implements AutoCloseable {

  private final Configuration configuration;
  private final ClassLoader classLoader;
  private final ProcessServices services = new ProcessServices();
  private final Deque<SnapshotPlace> places = new ArrayDeque<>();

  StorageSession(Configuration configuration, ClassLoader classLoader) {
    this.configuration = configuration;
    this.classLoader = classLoader;
  }

  Configuration configuration() {
    return configuration;
  }

  ClassLoader classLoader() {
    return classLoader;
  }

  ProcessServices services() {
    return services;
  }

  /** Opens what a URI names. */
  SnapshotPlace open(URI uri) {
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
