package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.runtime.engine.JobHandle.AfterSavepoint;
import io.tidemark.spi.UnknownStorageException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunHandleTest {

  @AutoClose private final EngineRig rig;
  private final CountingJob job = new CountingJob(1);

  RunHandleTest(@TempDir Path folder) {
    rig = new EngineRig(folder);
  }

  /** A job that has failed, and is to be started again in a while. */
  private JobHandle betweenAttempts() throws InterruptedException {
    job.bombs.set(1);
    job.words.add(0, List.of(CountingJob.BOMB));
    job.words.end();
    JobHandle handle =
        rig.start(
            job,
            "restart-strategy.type",
            "fixed-delay",
            "restart-strategy.fixed-delay.delay",
            "8 s");
    rig.await(JobStatus.RESTARTING);
    rig.time.awaitAlarm(Duration.ofSeconds(8));
    return handle;
  }

  @Test
  void whatIsAskedForBetweenAttempts_isRefusedForNow() throws Exception {
    JobHandle handle = betweenAttempts();

    assertThatThrownBy(() -> EngineRig.checkpoint(handle)).hasMessageContaining("try again");
    for (AfterSavepoint after : AfterSavepoint.values()) {
      assertThatThrownBy(() -> EngineRig.savepoint(handle, after))
          .hasMessageContaining("try again");
    }
    rig.advance(Duration.ofSeconds(8));
    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  void savepointForWhichTheSystemHasNoThread_failsAndTheJobGoesOn() throws Exception {
    job.words.add(0, List.of("a"));
    JobHandle handle = rig.start(job);
    rig.await(JobStatus.RUNNING);
    Thread caller = Thread.currentThread();
    rig.threadlessOnce = thread -> thread == caller;

    assertThatThrownBy(() -> EngineRig.savepoint(handle, AfterSavepoint.GO_ON))
        .hasRootCauseInstanceOf(OutOfMemoryError.class);
    assertThat(EngineRig.savepoint(handle, AfterSavepoint.GO_ON).isCompleted()).isTrue();
    EngineRig.cancel(handle);
  }

  @Test
  void cancelBetweenAttempts_endsTheJobWithoutAnother() throws Exception {
    JobHandle handle = betweenAttempts();
    handle.cancel();

    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.CANCELED);
    rig.advance(Duration.ofSeconds(8));
    assertThat(rig.restored).hasSize(1);
  }

  @Test
  void savepointWhereNoStorageIs_failsAlone_andTheJobGoesOn() throws Exception {
    JobHandle handle = rig.start(job);
    rig.await(JobStatus.RUNNING);
    Optional<URI> nowhere = Optional.of(URI.create("nowhere:///root"));

    assertThatThrownBy(() -> EngineRig.get(handle.savepoint(nowhere, AfterSavepoint.STOP)))
        .hasCauseInstanceOf(UnknownStorageException.class);
    assertThat(EngineRig.checkpoint(handle).isCompleted()).isTrue();
    EngineRig.cancel(handle);
  }

  @Test
  void savepointInAStorageOfWhichAClassIsMissing_failsAlone() throws Exception {
    JobHandle handle = rig.start(job);
    rig.await(JobStatus.RUNNING);
    String name = UUID.randomUUID().toString();
    WatchedStorages.of(name).fail(new NoClassDefFoundError("missing on purpose"));
    Optional<URI> there = Optional.of(URI.create("watched:///" + name));

    assertThatThrownBy(() -> EngineRig.get(handle.savepoint(there, AfterSavepoint.STOP)))
        .hasCauseInstanceOf(NoClassDefFoundError.class);
    EngineRig.cancel(handle);
  }

  @Test
  void endedJob_refusesWhatIsAskedFor_andStaysAsItEnded() throws Exception {
    job.words.end();
    JobHandle handle = rig.start(job);
    EngineRig.get(handle.result());
    handle.cancel();

    assertThatThrownBy(() -> EngineRig.checkpoint(handle)).hasMessageContaining("has ended");
    assertThatThrownBy(() -> EngineRig.savepoint(handle, AfterSavepoint.GO_ON))
        .hasMessageContaining("has ended");
    assertThat(handle.status()).isEqualTo(JobStatus.FINISHED);
  }

  @Test
  void result_isCompletedByNobodyElse() throws Exception {
    JobHandle handle = rig.start(job);
    handle.result().complete(JobStatus.CANCELED);
    job.words.end();

    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.FINISHED);
  }
}
