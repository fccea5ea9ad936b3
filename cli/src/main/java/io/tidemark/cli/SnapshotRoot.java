package io.tidemark.cli;

import io.tidemark.config.Configuration;
import io.tidemark.runtime.checkpoint.CheckpointOptions;
import io.tidemark.runtime.engine.RestoreChoice;
import io.tidemark.snapshot.RecoveryOptions;
import io.tidemark.snapshot.repository.FoundSnapshot;
import io.tidemark.snapshot.repository.RepositorySettings;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.SnapshotStorageProviders;
import io.tidemark.spi.StorageContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An open storage with the snapshots in it. Closing it closes the storage. */
final class SnapshotRoot implements AutoCloseable {

  private final Configuration configuration;
  private final ProcessServices services;
  private final SnapshotStorage storage;

  SnapshotRoot(
      URI root, Configuration configuration, ProcessServices services, ClassLoader classLoader) {
    this.configuration = configuration;
    this.services = services;
    this.storage =
        SnapshotStorageProviders.load(classLoader)
            .open(root, new StorageContext(configuration, services.time(), MetricGroup.none()));
  }

  SnapshotRepository job(String name) {
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

  /**
   * The snapshot of this name, as a listing finds it.
   *
   * @throws CommandFailedException if nothing of that name was published
   */
  FoundSnapshot find(SnapshotAddress.Name name) {
    SnapshotRepository job = job(name.job());
    List<FoundSnapshot> all = name.checkpoint() ? job.checkpoints() : job.savepoints();
    return all.stream()
        .filter(found -> isNamed(found, name))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailedException(
                    "job '"
                        + name.job()
                        + "' has no snapshot '"
                        + name.name()
                        + "' under "
                        + storage.root()
                        + "; there are: "
                        + published(job).stream().map(one -> one.location().manifest()).toList(),
                    null));
  }

  private static boolean isNamed(FoundSnapshot found, SnapshotAddress.Name name) {
    return name.checkpoint()
        ? found.id() == Long.parseLong(name.name())
        : found.location().manifest().contains("/savepoints/" + name.name() + "/");
  }

  /** What a run of {@code job} is restored from if {@code address} is asked for. */
  RestoreChoice choice(SnapshotAddress address, String job) {
    SnapshotRepository repository =
        job(address.snapshot().map(SnapshotAddress.Name::job).orElse(job));
    StoredSnapshot snapshot =
        address.snapshot().isPresent()
            ? named(repository, address.snapshot().get())
            : newest(repository);
    return new RestoreChoice.From(snapshot, repository.source(snapshot));
  }

  private static StoredSnapshot named(SnapshotRepository job, SnapshotAddress.Name name) {
    return name.checkpoint()
        ? job.checkpoint(Long.parseLong(name.name()))
        : job.savepoint(name.name());
  }

  private StoredSnapshot newest(SnapshotRepository job) {
    return job.newestWhole(configuration.get(RecoveryOptions.DAMAGED))
        .orElseThrow(
            () ->
                new CommandFailedException(
                    "job '"
                        + job.job()
                        + "' has no checkpoint under "
                        + storage.root()
                        + "; name another root, or a snapshot",
                    null));
  }

  @Override
  public void close() {
    storage.close();
  }
}
