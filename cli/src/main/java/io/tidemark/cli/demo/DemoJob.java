package io.tidemark.cli.demo;

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
import java.nio.file.Path;

/** Counts the words of the demo's input, and breaks when it is told to. */
final class DemoJob implements JobDefinition {

  static final String NAME = "demo";

  private final Path input;
  private final Path output;
  private final DemoFaults faults;

  DemoJob(Path input, Path output, DemoFaults faults) {
    this.input = input;
    this.output = output;
    this.faults = faults;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Counts generated words, and breaks on purpose";
  }

  @Override
  public void define(JobBuilder job) {
    job.source("lines", new TextFileSource(input))
        .flatMap(
            (TextLine line, Collector<String> out) -> {
              for (String word : line.text().split(" ", -1)) {
                out.collect(word);
              }
            },
            Serializers.STRING)
        .keyBy(word -> word, Serializers.STRING)
        .process("counts", context -> new Counter(faults, context), Serializers.STRING)
        .sink("result", new TextFileSink(output));
  }

  /** Counts a word, and says how often it came when time ends. */
  private static final class Counter implements KeyedProcess<String, String, String> {

    private final DemoFaults faults;
    private final ValueState<Long> count;

    Counter(DemoFaults faults, KeyedContext<String, String> context) {
      this.faults = faults;
      count = context.state(StateDescriptor.value("count", Serializers.LONG));
    }

    @Override
    public void process(String word, KeyedContext<String, String> context) {
      faults.processed();
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
