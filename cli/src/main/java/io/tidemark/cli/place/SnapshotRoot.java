package io.tidemark.cli.place;

import io.tidemark.cli.process.CommandFailedException;
import io.tidemark.cli.process.ProcessServices;
import io.tidemark.config.Configuration;
import io.tidemark.runtime.checkpoint.CheckpointOptions;
import io.tidemark.snapshot.repository.FoundSnapshot;
import io.tidemark.snapshot.repository.RepositorySettings;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.SnapshotStorageProviders;
import io.tidemark.spi.StorageContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An open storage with the snapshots in it. Closing it closes the storage. */
public final class SnapshotRoot implements AutoCloseable {

  private final Configuration configuration;
  private final ProcessServices services;
  private final SnapshotStorage storage;

  public SnapshotRoot(
      URI root, Configuration configuration, ProcessServices services, ClassLoader classLoader) {
    this.configuration = configuration;
    this.services = services;
    this.storage =
        SnapshotStorageProviders.load(classLoader)
            .open(root, new StorageContext(configuration, services.time(), MetricGroup.none()));
  }

  SnapshotStorage storage() {
    return storage;
  }

  public SnapshotRepository job(String name) {
    return new SnapshotRepository(
        storage,
        name,
        RepositorySettings.of(
                configuration,
                services.time(),
                UUID::randomUUID,
                services.io(),
                services.ioThreads())
            .withShelfLife(CheckpointOptions.shelfLife(configuration)));
  }

  /**
   * Every job that has anything here.
   *
   * @throws CommandFailedException if there is nothing at all
   */
  List<SnapshotRepository> jobs() {
    List<SnapshotRepository> jobs =
        SnapshotRepository.jobs(storage).stream().map(this::job).toList();
    if (jobs.isEmpty()) {
      throw new CommandFailedException(
          "there is nothing under " + storage.root() + "; name the root that the job was given",
          null);
    }
    return jobs;
  }

  /** A job's published snapshots, savepoints last. */
  static List<FoundSnapshot> published(SnapshotRepository job) {
    List<FoundSnapshot> all = new ArrayList<>(job.checkpoints());
    all.addAll(job.savepoints());
    return all;
  }

  @Override
  public void close() {
    storage.close();
  }
}
