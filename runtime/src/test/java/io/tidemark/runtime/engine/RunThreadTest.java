package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunThreadTest {

  @Test
  void actionThatThrows_isTold_andTheNextOneRunsOnTheSameThread() {
    CompletableFuture<Throwable> told = new CompletableFuture<>();
    CompletableFuture<Thread> first = new CompletableFuture<>();
    CompletableFuture<Thread> second = new CompletableFuture<>();
    RunThread thread = new RunThread("job", Executors.defaultThreadFactory(), told::complete);
    Error broken = new AssertionError("broken");

    thread.post(
        () -> {
          first.complete(Thread.currentThread());
          throw broken;
        });
    assertThat(thread.post(() -> second.complete(Thread.currentThread()))).isTrue();

    assertThat(told.join()).isSameAs(broken);
    assertThat(List.of(first.join(), second.join())).containsOnly(first.join());
    assertThat(first.join().getName()).isEqualTo("job/run");
    thread.end();
  }

  @Test
  void threadThatEnds_runsWhatWasPosted_andTakesNoMore() {
    CompletableFuture<Boolean> ran = new CompletableFuture<>();
    CompletableFuture<Boolean> allowed = new CompletableFuture<>();
    RunThread thread = new RunThread("job", Executors.defaultThreadFactory(), error -> {});

    thread.post(allowed::join);
    thread.post(() -> ran.complete(true));
    thread.end();
    thread.end();

    assertThat(thread.post(() -> ran.complete(false))).isFalse();
    allowed.complete(true);
    assertThat(ran.join()).isTrue();
  }
}
