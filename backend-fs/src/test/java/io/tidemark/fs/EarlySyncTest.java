package io.tidemark.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EarlySyncTest {

  private static final int STEP = (int) EarlySync.STEP_BYTES;

  private final AtomicInteger syncs = new AtomicInteger();
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  @Test
  void eachStep_isSyncedOnce() throws IOException {
    EarlySync early = new EarlySync(syncs::incrementAndGet, Runnable::run);

    early.written(STEP - 1);
    assertThat(syncs).hasValue(0);
    early.written(1);
    assertThat(syncs).hasValue(1);
    early.written(STEP - 1);
    assertThat(syncs).hasValue(1);
    early.written(1);

    assertThat(syncs).hasValue(2);
    early.end();
  }

  @Test
  void syncThatWaits_isNotAskedForAgain() {
    EarlySync early = new EarlySync(syncs::incrementAndGet, waiting::add);

    early.written(STEP);
    early.written(STEP);

    assertThat(waiting).hasSize(1);
  }

  @Test
  void syncThatNobodyCameTo_isLeftToTheCommit() throws IOException {
    EarlySync early = new EarlySync(syncs::incrementAndGet, waiting::add);
    early.written(STEP);

    early.end();
    waiting.remove().run();

    assertThat(syncs).hasValue(0);
  }

  @Test
  void executorThatRefuses_isAskedAgain() {
    AtomicInteger asked = new AtomicInteger();
    EarlySync early =
        new EarlySync(
            syncs::incrementAndGet,
            task -> {
              asked.incrementAndGet();
              throw new RejectedExecutionException("closed");
            });

    early.written(STEP);
    early.written(STEP);

    assertThat(asked).hasValue(2);
    assertThatCode(early::end).doesNotThrowAnyException();
  }

  @Test
  void failure_isToldToTheCommit_whateverCameAfterIt() {
    IOException diskFull = new IOException("No space left on device");
    EarlySync early =
        new EarlySync(
            () -> {
              if (syncs.incrementAndGet() == 1) {
                throw diskFull;
              }
            },
            Runnable::run);

    early.written(STEP);
    early.written(STEP);

    assertThat(syncs).hasValue(2);
    assertThatThrownBy(early::end)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left on device")
        .hasCause(diskFull);
  }

  @Test
  void end_waitsForTheSyncThatRuns() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    EarlySync early =
        new EarlySync(
            () -> {
              running.countDown();
              await(mayEnd);
              ended.set(true);
            },
            task -> new Thread(task, "sync").start());
    early.written(STEP);
    running.await();
    Thread.currentThread().interrupt();
    new Thread(mayEnd::countDown, "release").start();

    early.end();

    assertThat(ended).isTrue();
    assertThat(Thread.interrupted()).isTrue();
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
