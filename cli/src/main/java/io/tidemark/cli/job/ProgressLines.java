package io.tidemark.cli.job;

import io.tidemark.cli.output.Shown;
import io.tidemark.cli.process.ErrorReport;
import io.tidemark.runtime.engine.CheckpointRecord;
import io.tidemark.runtime.engine.JobListener;
import io.tidemark.runtime.engine.JobStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;

/** Prints a line for each thing that happens to a job. */
public final class ProgressLines implements JobListener {

  private final String job;
  private final PrintWriter out;
  private volatile boolean stopping;

  public ProgressLines(String job, PrintWriter out) {
    this.job = job;
    this.out = out;
  }

  /** From now on the end of an attempt is no failure. */
  void stopping() {
    stopping = true;
    line("stops, with a final checkpoint");
  }

  @Override
  public void restored(int attempt, OptionalLong snapshotId) {
    line(
        "attempt "
            + attempt
            + (snapshotId.isPresent()
                ? " restores snapshot " + snapshotId.getAsLong()
                : " starts from nothing"));
  }

  @Override
  public void attemptFailed(int attempt, Throwable cause) {
    if (!stopping) {
      line("attempt " + attempt + " failed: " + ErrorReport.sentence(cause));
    }
  }

  @Override
  public void checkpointEnded(CheckpointRecord checkpoint) {
    String what = checkpoint.kind().label() + " " + checkpoint.id();
    if (checkpoint.isCompleted()) {
      line(
          what
              + " completed in "
              + Shown.duration(
                  Duration.ofMillis(checkpoint.endedMillis() - checkpoint.startedMillis()))
              + ", "
              + Shown.bytes(checkpoint.totalBytes())
              + ", "
              + Shown.bytes(checkpoint.addedBytes())
              + " of them new");
    } else {
      line(what + " failed: " + checkpoint.failure().orElse("no reason was given"));
    }
  }

  @Override
  public void statusChanged(JobStatus status) {
    if (status == JobStatus.FINISHED || status == JobStatus.CANCELED) {
      line(status == JobStatus.FINISHED ? "finished" : "stopped");
    }
  }

  public void line(String text) {
    out.println(job + ": " + text);
    out.flush();
  }
}
