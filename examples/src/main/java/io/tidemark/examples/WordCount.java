package io.tidemark.examples;

import io.tidemark.runtime.connector.file.TextFileSink;
import io.tidemark.runtime.connector.file.TextFileSource;
import io.tidemark.runtime.connector.file.TextLine;
import io.tidemark.runtime.function.Collector;
import io.tidemark.runtime.function.KeyedContext;
import io.tidemark.runtime.function.KeyedProcess;
import io.tidemark.runtime.job.JobBuilder;
import io.tidemark.runtime.job.JobDefinition;
import io.tidemark.serialization.Serializers;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;

/**
 * Counts words: one line {@code word<TAB>count} a word, when all input is read. Words are runs of
 * non-blank characters.
 */
public final class WordCount implements JobDefinition {

  @Override
  public String name() {
    return "word-count";
  }

  @Override
  public String summary() {
    return "Counts the words of a file or folder";
  }

  @Override
  public void define(JobBuilder job) {
    job.source(
            "lines", new TextFileSource(job.configuration().get(ExampleOptions.WORD_COUNT_INPUT)))
        .flatMap(
            (TextLine line, Collector<String> out) -> Words.of(line.text(), out::collect),
            Serializers.STRING)
        .keyBy(word -> word, Serializers.STRING)
        .process("counts", Counter::new, Serializers.STRING)
        .sink(
            "result", new TextFileSink(job.configuration().get(ExampleOptions.WORD_COUNT_OUTPUT)));
  }

  /**
   * Counts a word, and says how often it came when time ends: the timer at the end of time fires
   * once, and only then.
   */
  private static final class Counter implements KeyedProcess<String, String, String> {

    private final ValueState<Long> count;

    Counter(KeyedContext<String, String> context) {
      count = context.state(StateDescriptor.value("count", Serializers.LONG));
    }

    @Override
    public void process(String word, KeyedContext<String, String> context) {
      Long before = count.value();
      if (before == null) {
        context.registerEventTimeTimer(Long.MAX_VALUE);
      }
      count.update(before == null ? 1 : before + 1);
    }

    @Override
    public void onTimer(long time, KeyedContext<String, String> context) {
      context.collect(context.key() + "\t" + count.value());
    }
  }
}
