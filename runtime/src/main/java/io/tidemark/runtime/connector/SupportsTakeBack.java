package io.tidemark.runtime.connector;

/**
 * A power of sinks that can undo what was committed, so that a job may go back to an earlier
 * snapshot, and do it again, so that it may return.
 *
 * <p>A savepoint, or a checkpoint that somebody names, may be restored long after the job went on,
 * failed, or went back to before it. So a sink takes back in such a way that it can bring back.
 */
public interface SupportsTakeBack {

  /**
   * Looks at everything that this job has committed, prepared, or taken back, and changes nothing
   * but that the place is there. Called before it is made sure that no other process has claimed
   * the job: so what such a process commits and prepares is not in the picture, and is not touched
   * by {@link TakeBack#goBackTo}.
   *
   * @param job the name of the job
   * @throws io.tidemark.config.InvalidConfigurationException if the place cannot be used, or is
   *     another job's
   */
  TakeBack look(String job);

  /**
   * Where this commits, as a user knows it; there since {@link #look}. The places of two sinks are
   * equal if these commit to the same: no job may have two such, because each would write over the
   * other's output, or take it back.
   */
  Object place();

  /** What a sink has seen. */
  @FunctionalInterface
  interface TakeBack {

    /**
     * Has exactly that be committed, of what was seen, which leads to where the job goes on:
     *
     * <ul>
     *   <li>what is not on {@code course} is taken back;
     *   <li>what is on it and was taken back earlier is committed again;
     *   <li>what is on it and only prepared is left to the committer, which gets it from the
     *       snapshot;
     *   <li>what was only prepared, is not on {@code course} and is {@code unpublished} may be
     *       deleted, for no snapshot names it. Nothing else may: there may be a snapshot that needs
     *       it;
     *   <li>what a crash left unprepared is deleted.
     * </ul>
     *
     * <p>Called once an attempt, before its subtasks start and after the job was claimed. If it
     * fails, or the process dies in it, another look is taken.
     *
     * @param course of the snapshot from which the job goes on
     * @param unpublished what no snapshot needs
     * @throws io.tidemark.config.InvalidConfigurationException if the place is another job's, or
     *     may be
     */
    void goBackTo(JobCourse course, Unpublished unpublished);
  }
}
