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
    SnapshotPlace place = SnapshotPlace.open(uri, this::openRoot);
    places.push(place);
    return place;
  }

  /**
   * Opens where a snapshot is to be written.
   *
   * @throws io.tidemark.config.InvalidConfigurationException if it would not be safe there
   */
  public SnapshotPlace openTarget(URI uri) {
    SnapshotPlace place = open(uri);
    place.requireOutsideOfJobs(this::openRoot);
    return place;
  }

  private SnapshotRoot openRoot(URI root) {
    return new SnapshotRoot(root, configuration, services, classLoader);
  }

  @Override
  public void close() {
    while (!places.isEmpty()) {
      places.pop().close();
    }
    services.close();
  }
}
