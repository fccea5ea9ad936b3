package io.tidemark.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessorsTest {

  @Test
  void work_waitsWhileOthersHaveAllProcessors() throws Exception {
    Processors one = new Processors(1);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      CountDownLatch begun = new CountDownLatch(1);
      Future<?>[] second = new Future<?>[1];
      StringBuffer order = new StringBuffer();
      one.run(
          () -> {
            second[0] =
                other.submit(
                    () -> {
                      begun.countDown();
                      one.run(() -> order.append("second"));
                    });
            begun.await();
            order.append("first ");
          });
      second[0].get();

      assertThat(order).hasToString("first second");
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void workThatFails_givesItsProcessorBack() {
    Processors one = new Processors(1);
    IOException failure = new IOException("broken");

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(
              () ->
                  one.run(
                      () -> {
                        throw failure;
                      }))
          .isSameAs(failure);
    }
  }

  @Test
  void interruptOfOneThatWaits_isACancellation_andStays() {
    Processors one = new Processors(1);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> one.run(() -> {})).isInstanceOf(CancellationException.class);

    assertThat(Thread.interrupted()).isTrue();
    one.run(() -> {});
  }

  @Test
  void noProcessors_areRefused() {
    assertThatThrownBy(() -> new Processors(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
