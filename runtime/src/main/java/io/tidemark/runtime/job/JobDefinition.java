package io.tidemark.runtime.job;

/** A job that can be run by its name. Found by {@link java.util.ServiceLoader}. */
public interface JobDefinition {

  /** The job's name, which is also the name of its folder of snapshots. */
  String name();

  /** One line for those who look for a job. */
  String summary();

  /** Describes the job. Called once a start; reads no input and writes no output. */
  void define(JobBuilder job);
}
