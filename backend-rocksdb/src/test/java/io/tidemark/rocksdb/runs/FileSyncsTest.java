package io.tidemark.rocksdb.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.StateBackendException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSyncsTest {

  private static final Path FIRST = Path.of("first");
  private static final Path SECOND = Path.of("second");

  private final List<Runnable> given = new ArrayList<>();
  private final List<Path> synced = new ArrayList<>();
  private final ParallelWork alone = new ParallelWork(Runnable::run, 1);

  @Test
  void whatNoThreadCameTo_isSyncedAtTheEnd_once() {
    try (FileSyncs syncs = new FileSyncs(given::add, synced::add)) {
      syncs.begin(FIRST);
      syncs.begin(SECOND);
      given.get(1).run();
      assertThat(synced).containsExactly(SECOND);

      syncs.finish(alone);
      given.forEach(Runnable::run);
      assertThat(synced).containsExactly(SECOND, FIRST);
    }
  }

  @Test
  void executorThatRefuses_leavesAllToTheEnd() {
    try (FileSyncs syncs =
        new FileSyncs(
            sync -> {
              throw new RejectedExecutionException();
            },
            synced::add)) {
      syncs.begin(FIRST);
      assertThat(synced).isEmpty();

      syncs.finish(alone);
      assertThat(synced).containsExactly(FIRST);
    }
  }

  @Test
  void fileThatCannotBeSynced_isToldAtTheEnd(@TempDir Path directory) {
    Path missing = directory.resolve("missing");
    try (FileSyncs syncs = new FileSyncs(Runnable::run)) {
      syncs.begin(missing);

      assertThatThrownBy(() -> syncs.finish(alone))
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining(missing.toString());
    }
  }

  @Test
  void interruptWhileAnotherThreadSyncs_endsTheWait_andStays() throws Exception {
    CountDownLatch syncing = new CountDownLatch(1);
    CountDownLatch maySync = new CountDownLatch(1);
    Consumer<Path> slow =
        file -> {
          syncing.countDown();
          await(maySync);
        };
    Thread[] other = new Thread[1];
    try (FileSyncs syncs = new FileSyncs(sync -> (other[0] = new Thread(sync)).start(), slow)) {
      syncs.begin(FIRST);
      syncing.await();
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> syncs.finish(alone)).isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      maySync.countDown();
      other[0].join();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void afterTheClose_nothingBegins() {
    try (FileSyncs syncs = new FileSyncs(given::add, synced::add)) {
      syncs.begin(FIRST);
    }
    given.forEach(Runnable::run);

    assertThat(synced).isEmpty();
  }
}
