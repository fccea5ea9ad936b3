package io.tidemark.runtime.engine;

import io.tidemark.runtime.connector.memory.InMemorySink;
import io.tidemark.runtime.connector.memory.InMemorySource;
import io.tidemark.runtime.function.KeyedContext;
import io.tidemark.runtime.function.KeyedProcess;
import io.tidemark.runtime.job.JobBuilder;
import io.tidemark.serialization.Serializers;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Counts words, and says each time which of its word it was. Input and output outlive the job. A
 * test may fail it at a word, hold it up before each, and wait until so many were counted.
 */
final class CountingJob implements Consumer<JobBuilder> {

  static final String BOMB = "bomb";

  final InMemorySource<String> words;
  final InMemorySink<String> counts = new InMemorySink<>(Serializers.STRING);
  final AtomicInteger bombs = new AtomicInteger();
  final AtomicInteger commitFailures = new AtomicInteger();
  final Semaphore counted = new Semaphore(0);
  final Semaphore heldUp = new Semaphore(0);
  volatile Runnable looking = () -> {};
  volatile Semaphore permits = new Semaphore(Integer.MAX_VALUE);

  CountingJob(int splits) {
    words = new InMemorySource<>(Serializers.STRING, splits);
  }

  @Override
  public void accept(JobBuilder job) {
    job.source("words", words)
        .keyBy(word -> word, Serializers.STRING)
        .process("counts", Counter::new, Serializers.STRING)
        .sink("result", new FailingCommits(counts, commitFailures, () -> looking.run()));
  }

  void awaitCounted(int count) throws InterruptedException {
    if (!counted.tryAcquire(count, 30, TimeUnit.SECONDS)) {
      throw new AssertionError("Only " + counted.availablePermits() + " words were counted");
    }
  }

  /** Waits until a word is held up. */
  void awaitHeldUp() throws InterruptedException {
    if (!heldUp.tryAcquire(30, TimeUnit.SECONDS)) {
      throw new AssertionError("No word was held up");
    }
  }

  /** What is to be committed when these words were each counted once. */
  static List<String> expected(Collection<String> words) {
    List<String> lines = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    words.forEach(word -> lines.add(word + ":" + counts.merge(word, 1, Integer::sum)));
    return lines;
  }

  private final class Counter implements KeyedProcess<String, String, String> {
    private final ValueState<Long> count;

    Counter(KeyedContext<String, String> context) {
      count = context.state(StateDescriptor.value("count", Serializers.LONG));
    }

    @Override
    public void process(String word, KeyedContext<String, String> context) {
      heldUp.release();
      permits.acquireUninterruptibly();
      if (word.equals(BOMB) && bombs.getAndDecrement() > 0) {
        throw new IllegalStateException("boom");
      }
      Long before = count.value();
      long now = before == null ? 1 : before + 1;
      count.update(now);
      context.collect(word + ":" + now);
      counted.release();
    }
  }
}
