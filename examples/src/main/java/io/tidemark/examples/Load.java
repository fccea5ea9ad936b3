package io.tidemark.examples;

import io.tidemark.config.Configuration;
import io.tidemark.runtime.connector.file.TextFileSink;
import io.tidemark.runtime.connector.generator.GeneratorSource;
import io.tidemark.runtime.function.KeyedContext;
import io.tidemark.runtime.function.KeyedProcess;
import io.tidemark.runtime.job.DataStream;
import io.tidemark.runtime.job.JobBuilder;
import io.tidemark.runtime.job.JobDefinition;
import io.tidemark.serialization.Serializers;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Puts keyed state under load: generated records read and update values of a given size, by keys of
 * a given number and skew. With an output it says at the end how often each key was updated.
 */
public final class Load implements JobDefinition {

  /** The most source subtasks that can share the work. */
  private static final int SPLITS = 128;

  @Override
  public String name() {
    return "load";
  }

  @Override
  public String summary() {
    return "Generates load on keyed state, for soaks and benchmarks";
  }

  @Override
  public void define(JobBuilder job) {
    Configuration configuration = job.configuration();
    int valueSize = configuration.get(ExampleOptions.LOAD_VALUE_SIZE);
    Optional<Path> output = configuration.find(ExampleOptions.LOAD_OUTPUT);
    DataStream<String> counts =
        job.source(
                "generator",
                new GeneratorSource<>(
                    LoadRecord.SERIALIZER,
                    configuration.get(ExampleOptions.LOAD_RECORDS),
                    SPLITS,
                    new LoadGenerator(configuration)))
            .keyBy(LoadRecord::key, Serializers.LONG)
            .process(
                "state",
                context -> new Worker(context, valueSize, output.isPresent()),
                Serializers.STRING);
    output.ifPresent(folder -> counts.sink("result", new TextFileSink(folder)));
  }

  /**
   * A value of a key.
   *
   * @param updates how often it was changed
   * @param payload what makes it as large as it is
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Value(long updates, byte[] payload) {}

  private static final class Worker implements KeyedProcess<Long, LoadRecord, String> {

    private final ValueState<Value> value;
    private final int valueSize;
    private final boolean tells;

    Worker(KeyedContext<Long, String> context, int valueSize, boolean tells) {
      this.value = context.state(StateDescriptor.value("value", Serializers.records(Value.class)));
      this.valueSize = valueSize;
      this.tells = tells;
    }

    @Override
    public void process(LoadRecord record, KeyedContext<Long, String> context) {
      Value before = value.value();
      if (!record.update()) {
        return;
      }
      if (before == null && tells) {
        context.registerEventTimeTimer(Long.MAX_VALUE);
      }
      long updates = before == null ? 1 : before.updates() + 1;
      byte[] payload = new byte[valueSize];
      new SplittableRandom(record.key() * 31 + updates).nextBytes(payload);
      value.update(new Value(updates, payload));
    }

    @Override
    public void onTimer(long time, KeyedContext<Long, String> context) {
      Value last = value.value();
      context.collect(context.key() + "," + (last == null ? 0 : last.updates()));
    }
  }
}
