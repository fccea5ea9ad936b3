package io.tidemark.runtime.engine;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.checkpoint.CheckpointOptions;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.snapshot.CheckpointingOptions;
import io.tidemark.snapshot.repository.RepositorySettings;
import io.tidemark.snapshot.repository.SnapshotAddress;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.SnapshotStorageProviders;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendProviders;
import io.tidemark.spi.StateOptions;
import io.tidemark.spi.StorageContext;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run opens by its configuration and closes at its end: the backend and the storages. Any
 * thread.
 */
final class RunResources implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunResources.class);

  private final JobGraph graph;
  private final Configuration configuration;
  private final EngineServices services;
  private final ArrayDeque<AutoCloseable> opened = new ArrayDeque<>();
  private final Map<URI, SnapshotRepository> savepoints = new HashMap<>();
  private final StateBackend backend;
  private final SnapshotRepository checkpoints;

  RunResources(JobGraph graph, Configuration configuration, EngineServices services) {
    this.graph = graph;
    this.configuration = configuration;
    this.services = services;
    try {
      backend =
          keep(
              StateBackendProviders.load(services.classLoader())
                  .named(configuration.get(StateOptions.BACKEND))
                  .create(
                      new BackendContext(
                          configuration,
                          services.workDirectory(),
                          services.io(),
                          services.time(),
                          services.metrics())));
      checkpoints = repository(checkpointRoot());
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  private URI checkpointRoot() {
    Optional<URI> configured = configuration.find(CheckpointingOptions.DIRECTORY);
    if (configured.isEmpty()) {
      LOG.warn(
          "Job '{}' keeps its checkpoints in memory, and loses them with the process: set {}",
          graph.name(),
          CheckpointingOptions.DIRECTORY.key());
    }
    return configured.orElseGet(() -> URI.create("memory:///" + services.ids().get()));
  }

  StateBackend backend() {
    return backend;
  }

  SnapshotRepository checkpoints() {
    return checkpoints;
  }

  /** The repository for a savepoint; opens its storage, the first time. */
  SnapshotRepository savepoints(Optional<URI> root) {
    URI target =
        root.or(() -> configuration.find(CheckpointingOptions.SAVEPOINT_DIRECTORY))
            .or(() -> configuration.find(CheckpointingOptions.DIRECTORY))
            .orElseThrow(
                () ->
                    new InvalidConfigurationException(
                        "A savepoint needs a place: name one, or set "
                            + CheckpointingOptions.SAVEPOINT_DIRECTORY.key()));
    synchronized (this) {
      return savepoints.computeIfAbsent(target, this::repository);
    }
  }

  /** The repository that an address leads to; opens its storage. */
  SnapshotRepository repositoryOf(SnapshotAddress address) {
    return repository(
        address.storageRoot(), Objects.requireNonNullElse(address.job(), graph.name()));
  }

  private SnapshotRepository repository(URI root) {
    return repository(root, graph.name());
  }

  private SnapshotRepository repository(URI root, String job) {
    SnapshotStorage storage =
        keep(
            SnapshotStorageProviders.load(services.classLoader())
                .open(
                    root, new StorageContext(configuration, services.time(), services.metrics())));
    return new SnapshotRepository(
        storage,
        job,
        RepositorySettings.of(
                configuration,
                services.time(),
                services.ids(),
                services.io(),
                services.parallelism())
            .withShelfLife(CheckpointOptions.shelfLife(configuration)));
  }

  private synchronized <C extends AutoCloseable> C keep(C resource) {
    opened.push(resource);
    return resource;
  }

  /**
   * Closes what was opened, last first; what cannot be closed is told and does not keep the others
   * open.
   */
  @Override
  public synchronized void close() {
    while (!opened.isEmpty()) {
      AutoCloseable resource = opened.pop();
      try {
        resource.close();
      } catch (Exception e) {
        LOG.warn("Job '{}': {} could not be closed", graph.name(), resource, e);
      }
    }
  }
}
