package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.connector.DirectSink;
import io.tidemark.runtime.connector.JobCourse;
import io.tidemark.runtime.connector.Sink;
import io.tidemark.runtime.connector.Unpublished;
import io.tidemark.runtime.connector.file.TextFileSink;
import io.tidemark.runtime.connector.file.TextFileSource;
import io.tidemark.runtime.connector.memory.InMemorySink;
import io.tidemark.runtime.connector.memory.InMemorySource;
import io.tidemark.runtime.function.InvalidJobException;
import io.tidemark.runtime.function.KeyedContext;
import io.tidemark.runtime.function.KeyedProcess;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.graph.JobNode;
import io.tidemark.runtime.job.DataStream;
import io.tidemark.runtime.job.JobBuilder;
import io.tidemark.serialization.Serializers;
import io.tidemark.state.IncompatibleStateException;
import io.tidemark.state.StateDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a job is told before its first record. */
class StartErrorsTest {

  private final Path folder;
  @AutoClose private final EngineRig rig;

  StartErrorsTest(@TempDir Path folder) {
    this.folder = folder;
    rig = new EngineRig(folder);
  }

  @Test
  void missingInput_isAnErrorAtStart() {
    assertThatThrownBy(
            () ->
                rig.start(
                    job ->
                        job.source("lines", new TextFileSource(folder.resolve("nowhere")))
                            .rebalance()
                            .map(line -> line.text(), Serializers.STRING)
                            .sink("sink", new InMemorySink<>(Serializers.STRING))))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void twoSinksThatCommitToOnePlace_areAnErrorAtStart() {
    InMemorySource<String> source = InMemorySource.of(Serializers.STRING, List.of("a"));
    InMemorySink<String> memory = new InMemorySink<>(Serializers.STRING);
    Path output = folder.resolve("output");
    List<Supplier<Sink<String, ?>>> twice = List.of(() -> memory, () -> new TextFileSink(output));
    for (Supplier<Sink<String, ?>> sink : twice) {
      assertThatThrownBy(
              () ->
                  rig.start(
                      job -> {
                        DataStream<String> words = job.source("source", source);
                        words.sink("one", sink.get());
                        words.sink("other", sink.get());
                      }))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("'one' and 'other'");
    }
  }

  @Test
  void outputOfAnotherJob_isAnErrorAtStart() {
    TextFileSink sink = new TextFileSink(folder.resolve("output"));
    sink.look("another").goBackTo(JobCourse.NONE, Unpublished.NOTHING);
    InMemorySource<String> source = InMemorySource.of(Serializers.STRING, List.of("a"));

    assertThatThrownBy(() -> rig.start(job -> job.source("source", source).sink("sink", sink)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("'another'");
  }

  @Test
  void directSink_needsAtLeastOnce() throws Exception {
    List<String> written = new CopyOnWriteArrayList<>();
    DirectSink<String> sink = context -> (value, timestamp) -> written.add(value);
    InMemorySource<String> source = InMemorySource.of(Serializers.STRING, List.of("a", "b"));
    assertThatThrownBy(() -> rig.start(job -> job.source("source", source).sink("sink", sink)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("'sink'")
        .hasMessageContaining("at-least-once");
    assertThat(written).isEmpty();
    JobHandle handle =
        rig.start(
            job -> job.source("source", source).sink("sink", sink),
            "execution.checkpointing.mode",
            "at-least-once");
    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.FINISHED);
    assertThat(written).containsExactly("a", "b");
  }

  @Test
  void aStateNamedTwiceWithDifferentTypes_isAnErrorBeforeTheFirstRecord() {
    InMemorySource<String> source = InMemorySource.of(Serializers.STRING, List.of("a"));
    List<String> seen = new CopyOnWriteArrayList<>();
    JobHandle handle =
        rig.start(
            job ->
                job.source("source", source)
                    .filter(seen::add)
                    .keyBy(word -> word, Serializers.STRING)
                    .process("twice", Twice::new, Serializers.STRING)
                    .sink("sink", new InMemorySink<>(Serializers.STRING)),
            "restart-strategy.type",
            "exponential-delay");
    assertThatThrownBy(() -> EngineRig.get(handle.result()))
        .hasCauseInstanceOf(IncompatibleStateException.class)
        .hasMessageContaining("'same'");
    assertThat(seen).isEmpty();
  }

  private static final class Twice implements KeyedProcess<String, String, String> {
    Twice(KeyedContext<String, String> context) {
      context.state(StateDescriptor.value("same", Serializers.LONG));
      context.state(StateDescriptor.value("same", Serializers.STRING));
    }

    @Override
    public void process(String value, KeyedContext<String, String> context) {}
  }

  @Test
  void unaligned_needsExactlyOnceAndOneAtATime() {
    CountingJob job = new CountingJob(1);
    assertThatThrownBy(
            () ->
                rig.start(
                    job,
                    "execution.checkpointing.unaligned.enabled",
                    "true",
                    "execution.checkpointing.mode",
                    "at-least-once"))
        .hasMessageContaining("exactly-once");
    assertThatThrownBy(
            () ->
                rig.start(
                    job,
                    "execution.checkpointing.unaligned.enabled",
                    "true",
                    "execution.checkpointing.max-concurrent-checkpoints",
                    "2"))
        .hasMessageContaining("max-concurrent-checkpoints");
  }

  @Test
  void streamsOfAnotherJob_areRefused() {
    List<JobBuilder> builders = new ArrayList<>();
    InMemorySource<String> source = InMemorySource.of(Serializers.STRING, List.of("a"));
    assertThatThrownBy(
            () ->
                rig.start(
                    job -> {
                      JobBuilder other = new JobBuilder("other", 1, 128, job.configuration());
                      builders.add(other);
                      job.source("a", source).union(other.source("b", source));
                    }))
        .isInstanceOf(InvalidJobException.class)
        .hasMessageContaining("another job");
  }

  @Test
  void cycle_isRefused() {
    JobBuilder builder = new JobBuilder("job", 1, 128, Configuration.empty());
    builder
        .source("a", InMemorySource.of(Serializers.STRING, List.of("a")))
        .map(word -> word, Serializers.STRING)
        .sink("sink", new InMemorySink<>(Serializers.STRING));
    List<JobNode> backwards = new ArrayList<>(builder.build().nodes());
    Collections.reverse(backwards);
    assertThatThrownBy(() -> new JobGraph("job", 128, backwards))
        .isInstanceOf(InvalidJobException.class)
        .hasMessageContaining("no cycles");
  }
}
