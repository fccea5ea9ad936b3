package io.tidemark.cli.job;

import io.tidemark.cli.process.CommandFailedException;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.job.JobDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The jobs on the class path and in further jars. Closing it closes the jars. */
final class JobCatalog implements AutoCloseable {

  private final URLClassLoader classLoader;

  /**
   * @throws InvalidConfigurationException if a jar is not there
   */
  JobCatalog(List<Path> jars) {
    this.classLoader =
        new URLClassLoader(
            jars.stream().map(JobCatalog::urlOf).toArray(URL[]::new),
            Thread.currentThread().getContextClassLoader());
  }

  private static URL urlOf(Path jar) {
    if (!Files.isReadable(jar)) {
      throw new InvalidConfigurationException("the jar " + jar + " is not there or not readable");
    }
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new InvalidConfigurationException("the jar " + jar + " has no URL", e);
    }
  }

  /** Sees the jobs, and all backends and storages. */
  ClassLoader classLoader() {
    return classLoader;
  }

  /** Every job, by name. */
  List<JobDefinition> all() {
    List<JobDefinition> jobs = new ArrayList<>();
    try {
      ServiceLoader.load(JobDefinition.class, classLoader).forEach(jobs::add);
    } catch (ServiceConfigurationError e) {
      throw new CommandFailedException("a job cannot be loaded: " + e.getMessage(), e);
    }
    jobs.sort(Comparator.comparing(JobDefinition::name));
    return jobs;
  }

  /**
   * The job of this name.
   *
   * @throws InvalidConfigurationException if there is none, or more than one
   */
  JobDefinition named(String name) {
    List<JobDefinition> all = all();
    List<JobDefinition> matching = all.stream().filter(job -> job.name().equals(name)).toList();
    if (matching.size() == 1) {
      return matching.get(0);
    }
    throw new InvalidConfigurationException(
        matching.isEmpty()
            ? "there is no job '"
                + name
                + "'; found: "
                + all.stream().map(JobDefinition::name).toList()
                + ". Add the jar of yours with --jar"
            : "several jobs are named '"
                + name
                + "': "
                + matching.stream().map(job -> job.getClass().getName()).toList());
  }

  @Override
  public void close() {
    try {
      classLoader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
