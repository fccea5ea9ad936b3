package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class CleaningTest {

  private final Queue<Runnable> io = new ArrayDeque<>();
  private final Cleaning cleaning = new Cleaning("job", io::add);
  private final List<String> removed = new ArrayList<>();

  @Test
  void removals_areMadeOneAfterTheOther_alsoAfterThoseThatFailed() {
    cleaning.then(() -> removed.add("first"));
    cleaning.then(
        () -> {
          throw new IllegalStateException("broken on purpose");
        });
    cleaning.then(
        () -> {
          throw new AssertionError("broken on purpose");
        });
    cleaning.then(() -> removed.add("fourth"));

    assertThat(io).as("under way").hasSize(1);
    assertThat(removed).isEmpty();
    while (!io.isEmpty()) {
      io.remove().run();
    }
    assertThat(removed).containsExactly("first", "fourth");
  }

  @Test
  void removalForWhichTheSystemHasNoThread_isMadeAtOnce_andThoseAfterItToo() {
    Cleaning threadless =
        new Cleaning(
            "job",
            task -> {
              throw new RejectedExecutionException("no thread");
            });
    threadless.then(() -> removed.add("first"));
    threadless.then(() -> removed.add("second"));

    assertThat(removed).containsExactly("first", "second");
  }
}
