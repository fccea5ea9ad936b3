package io.tidemark.testkit.repository;

import io.tidemark.spi.SnapshotStorage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A soak of the repository over one storage: many snapshots, of which some are aborted or left by a
 * crash, two coordinators that fight over one job, collections beside them; in the end every
 * retained snapshot verifies, and there is no orphan. A storage's module runs it by one class that
 * opens the storage.
 *
 * <p>Other sizes are tried by system properties: {@code tidemark.soak.snapshots}, {@code
 * tidemark.soak.seed} (one seed alone), {@code tidemark.soak.first-seed}, {@code
 * tidemark.soak.seeds}.
 */
public abstract class SnapshotSoakKit {

  private static final String PREFIX = "tidemark.soak.";

  /**
   * Another instance of the storage, as another process would have it.
   *
   * @param seed tells the roots of several runs apart: one seed, one root, empty at first
   */
  protected abstract SnapshotStorage open(long seed) throws Exception;

  /** How many snapshots make a soak: 200, unless overridden because each takes long to write. */
  protected int snapshots() {
    return 200;
  }

  static LongStream seeds() {
    Long one = Long.getLong(PREFIX + "seed");
    long first = one == null ? Long.getLong(PREFIX + "first-seed", 1) : one;
    long seeds = one == null ? Long.getLong(PREFIX + "seeds", 1) : 1;
    return LongStream.range(first, first + seeds);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  final void coordinatorsThatFightOverAJob_leaveWholeSnapshotsAndNoOrphan(
      long seed, TestReporter reporter) throws Exception {
    int snapshots = Integer.getInteger(PREFIX + "snapshots", snapshots());
    String repeat =
        "mvn -B test -Dtest="
            + getClass().getSimpleName()
            + " -Dsurefire.failIfNoSpecifiedTests=false -D"
            + PREFIX
            + "seed="
            + seed
            + " -D"
            + PREFIX
            + "snapshots="
            + snapshots;
    reporter.publishEntry("repeat", repeat);
    try (SnapshotStorage first = open(seed);
        SnapshotStorage second = open(seed);
        SnapshotStorage third = open(seed)) {
      new SnapshotSoak(first, second, third, seed).run(snapshots);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(e.getMessage() + "\nRepeat it with: " + repeat, e);
    }
  }
}
