package io.tidemark.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ParallelWorkTest {

  private static final List<Integer> ITEMS = IntStream.range(0, 50).boxed().toList();

  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 100})
  void results_standInTheOrderOfTheItems(int parallelism) {
    ParallelWork work = new ParallelWork(threads, parallelism);

    assertThat(work.map(ITEMS, (item, cancellation) -> item * 2))
        .isEqualTo(ITEMS.stream().map(item -> item * 2).toList());
  }

  @Test
  void noItems_giveNoResults() {
    assertThat(new ParallelWork(threads, 4).map(List.of(), (item, cancellation) -> item)).isEmpty();
  }

  @Test
  void systemThatHasNoThreadToGive_leavesAllToThoseThereAre() {
    AtomicInteger asked = new AtomicInteger();
    Executor threadless =
        task -> {
          if (asked.incrementAndGet() > 1) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          threads.execute(task);
        };

    assertThat(new ParallelWork(threadless, 4).map(ITEMS, (item, c) -> item)).isEqualTo(ITEMS);
    assertThat(asked).hasValue(2);
  }

  @Test
  void executorThatRefuses_leavesAllToTheCaller() {
    Executor refusing =
        task -> {
          throw new RejectedExecutionException();
        };

    assertThat(new ParallelWork(refusing, 4).map(ITEMS, (item, c) -> Thread.currentThread()))
        .containsOnly(Thread.currentThread());
  }

  @Test
  void executorThatNeverRuns_blocksNobody() {
    Queue<Runnable> queue = new ArrayDeque<>();
    AtomicInteger done = new AtomicInteger();
    ParallelWork work = new ParallelWork(queue::add, 4);

    work.map(ITEMS, (item, cancellation) -> done.incrementAndGet());

    assertThat(queue).hasSize(3);
    queue.forEach(Runnable::run);
    assertThat(done).as("a helper that comes late does nothing").hasValue(ITEMS.size());
  }

  @Test
  void helpers_workAtTheSameTimeAsTheCaller() {
    CountDownLatch all = new CountDownLatch(4);

    List<Thread> workers =
        new ParallelWork(threads, 4)
            .map(
                ITEMS.subList(0, 4),
                (item, cancellation) -> {
                  all.countDown();
                  await(all);
                  return Thread.currentThread();
                });

    assertThat(workers).doesNotHaveDuplicates().contains(Thread.currentThread());
  }

  @Test
  void parallelism_isNotExceeded() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    new ParallelWork(threads, 2)
        .map(
            ITEMS,
            (item, cancellation) -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              return now.decrementAndGet();
            });

    assertThat(most).hasValueLessThanOrEqualTo(2);
  }

  @Test
  void nestedWork_onOneBusyThread_ends() {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      ParallelWork work = new ParallelWork(one, 4);
      assertThat(
              work.map(
                  ITEMS,
                  (item, c) ->
                      work.map(ITEMS, (inner, c2) -> inner).stream().mapToInt(i -> i).sum()))
          .containsOnly(IntStream.range(0, 50).sum());
    } finally {
      one.shutdownNow();
    }
  }

  @Test
  void failure_isThrownAsItIs_andBeginsNothingMore() {
    IllegalStateException failure = new IllegalStateException("third");
    AtomicInteger begun = new AtomicInteger();
    ParallelWork work = new ParallelWork(threads, 1);

    assertThatThrownBy(
            () ->
                work.map(
                    ITEMS,
                    (item, cancellation) -> {
                      if (begun.incrementAndGet() == 3) {
                        throw failure;
                      }
                      return item;
                    }))
        .isSameAs(failure);
    assertThat(begun).hasValue(3);
  }

  @Test
  void failure_cancelsWhatRuns_andWaitsForItsEnd() {
    CountDownLatch both = new CountDownLatch(2);
    AtomicBoolean ended = new AtomicBoolean();
    Error failure = new AssertionError("first");

    assertThatThrownBy(
            () ->
                new ParallelWork(threads, 2)
                    .map(
                        List.of(0, 1),
                        (item, cancellation) -> {
                          both.countDown();
                          await(both);
                          if (item == 0) {
                            throw failure;
                          }
                          while (!cancellation.isCancelled()) {
                            Thread.onSpinWait();
                          }
                          ended.set(true);
                          throw new IllegalArgumentException("second");
                        }))
        .isSameAs(failure)
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .hasOnlyElementsOfType(IllegalArgumentException.class));
    assertThat(ended).isTrue();
  }

  @Test
  void cancelledPiece_leavesNoTraceInTheFailure() {
    CountDownLatch both = new CountDownLatch(2);

    assertThatThrownBy(
            () ->
                new ParallelWork(threads, 2)
                    .map(
                        List.of(0, 1),
                        (item, cancellation) -> {
                          both.countDown();
                          await(both);
                          if (item == 0) {
                            throw new IllegalStateException("first");
                          }
                          while (true) {
                            cancellation.check();
                          }
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasNoSuppressedExceptions();
  }

  @Test
  void interruptWhileWaiting_cancelsAndIsKept() {
    Thread caller = Thread.currentThread();
    CountDownLatch both = new CountDownLatch(2);

    assertThatThrownBy(
            () ->
                new ParallelWork(threads, 2)
                    .map(
                        List.of(0, 1),
                        (item, cancellation) -> {
                          both.countDown();
                          awaitUninterrupted(both);
                          if (Thread.currentThread() != caller) {
                            caller.interrupt();
                            while (!cancellation.isCancelled()) {
                              Thread.onSpinWait();
                            }
                          }
                          return item;
                        }))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void noThreadAtAll_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ParallelWork(threads, 0));
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
