package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.runtime.connector.generator.GeneratorSource;
import io.tidemark.runtime.connector.memory.InMemorySink;
import io.tidemark.runtime.connector.memory.InMemorySource;
import io.tidemark.runtime.function.BroadcastContext;
import io.tidemark.runtime.function.BroadcastProcess;
import io.tidemark.runtime.function.EventTime;
import io.tidemark.runtime.function.OutputTag;
import io.tidemark.runtime.function.Windows;
import io.tidemark.runtime.job.DataStream;
import io.tidemark.runtime.job.JobBuilder;
import io.tidemark.serialization.Serializers;
import io.tidemark.state.Aggregation;
import io.tidemark.state.BroadcastMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job's author can build, run as a whole. */
class StreamsTest {

  private static final OutputTag<String> SHORT = new OutputTag<>("short", Serializers.STRING);

  @AutoClose private final EngineRig rig;
  private final InMemorySink<String> out = new InMemorySink<>(Serializers.STRING);

  StreamsTest(@TempDir Path folder) {
    rig = new EngineRig(folder);
  }

  @Test
  void mapFilterUnionAndSideOutput_giveEachRecordWhereItBelongs() throws Exception {
    InMemorySink<String> aside = new InMemorySink<>(Serializers.STRING);
    run(
        "2",
        job -> {
          DataStream<String> left =
              job.source("left", InMemorySource.of(Serializers.STRING, List.of("a", "bb")));
          DataStream<String> right =
              job.source("right", InMemorySource.of(Serializers.STRING, List.of("ccc", "d")));
          DataStream<String> longOnes =
              left.union(right)
                  .<String>flatMap(
                      (word, to) -> {
                        if (word.length() == 1) {
                          to.collect(SHORT, word);
                        } else {
                          to.collect(word);
                        }
                      },
                      Serializers.STRING);
          longOnes
              .filter(word -> word.length() < 3)
              .map(word -> word + "!", Serializers.STRING)
              .sink("out", out);
          longOnes.sideOutput(SHORT).sink("aside", aside);
        });
    assertThat(out.committed()).containsExactly("bb!");
    assertThat(aside.committed()).containsExactlyInAnyOrder("a", "d");
  }

  @Test
  void generator_andRebalance_loseNothing() throws Exception {
    run(
        "3",
        job ->
            job.source(
                    "numbers", new GeneratorSource<>(Serializers.STRING, 1000, 2, String::valueOf))
                .rebalance()
                .map(number -> number, Serializers.STRING)
                .sink("out", out));
    assertThat(out.committed())
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, 1000).mapToObj(String::valueOf).toList());
  }

  @Test
  void sessions_growAsLongAsThereIsNoGap() throws Exception {
    windowed(Windows.session(Duration.ofMillis(10)), List.of("16", "1", "8", "100", "200"));
    assertThat(out.committed()).containsExactly("1-26:3", "100-110:1", "200-210:1");
  }

  @Test
  void sliding_countsARecordInEachOfItsWindows() throws Exception {
    windowed(
        Windows.sliding(Duration.ofMillis(10), Duration.ofMillis(5)), List.of("12", "16", "30"));
    assertThat(out.committed())
        .containsExactly("5-15:1", "10-20:2", "15-25:1", "25-35:1", "30-40:1");
  }

  @Test
  void windowOverRecordsWithoutTime_isAnErrorThatSaysSo() {
    assertThatThrownBy(
            () ->
                run(
                    "1",
                    job ->
                        job.source("words", InMemorySource.of(Serializers.STRING, List.of("a")))
                            .keyBy(word -> word, Serializers.STRING)
                            .window(Windows.tumbling(Duration.ofSeconds(1)))
                            .aggregate(
                                "windows",
                                new Count(),
                                Serializers.LONG,
                                (key, window, count) -> key,
                                Serializers.STRING)
                            .sink("out", out)))
        .hasMessageContaining("withEventTime");
  }

  @Test
  void lateRecord_isDropped_unlessItsSessionStillGrows() throws Exception {
    InMemorySource<String> source = new InMemorySource<>(Serializers.STRING, 1);
    Semaphore fired = new Semaphore(0);
    JobHandle handle =
        rig.start(
            job ->
                job.source("times", source)
                    .withEventTime("time", EventTime.of(Long::parseLong, Duration.ZERO))
                    .keyBy(time -> "all", Serializers.STRING)
                    .window(Windows.session(Duration.ofMillis(10)))
                    .aggregate(
                        "windows",
                        new Count(),
                        Serializers.LONG,
                        (key, window, count) -> {
                          fired.release();
                          return window.start() + "-" + window.end() + ":" + count;
                        },
                        Serializers.STRING)
                    .sink("out", out));
    source.add(0, List.of("1", "30"));
    EngineRig.acquire(fired, 1);
    // 1 has passed; 19 alone has as well, but it touches the session of 21 and 30.
    source.add(0, List.of("2", "21", "19"));
    source.end();
    EngineRig.get(handle.result());
    assertThat(out.committed()).containsExactly("1-11:1", "19-40:3");
  }

  @Test
  void slowestSplitOfASubtask_holdsEventTimeBack() throws Exception {
    InMemorySource<String> source = new InMemorySource<>(Serializers.STRING, 2);
    Semaphore seen = new Semaphore(0);
    JobHandle handle =
        rig.start(
            job ->
                job.source("times", source)
                    .withEventTime("time", EventTime.of(Long::parseLong, Duration.ZERO))
                    .keyBy(
                        time -> {
                          seen.release();
                          return "all";
                        },
                        Serializers.STRING)
                    .window(Windows.tumbling(Duration.ofMillis(10)))
                    .aggregate(
                        "windows",
                        new Count(),
                        Serializers.LONG,
                        (key, window, count) -> window.start() + ":" + count,
                        Serializers.STRING)
                    .sink("out", out));
    source.add(0, List.of("5", "25"));
    EngineRig.acquire(seen, 2);
    // What 25 says of event time goes before this.
    source.add(0, List.of("35"));
    EngineRig.acquire(seen, 1);
    source.add(1, List.of("7"));
    source.end();
    EngineRig.get(handle.result());
    assertThat(out.committed()).containsExactly("0:2", "20:1", "30:1");
  }

  @Test
  void idleSplit_doesNotHoldEventTimeBack() throws Exception {
    InMemorySource<String> source = new InMemorySource<>(Serializers.STRING, 2);
    Semaphore windows = new Semaphore(0);
    JobHandle handle =
        rig.start(
            job ->
                job.source("times", source)
                    .withEventTime(
                        "time",
                        EventTime.<String>of(Long::parseLong, Duration.ZERO)
                            .withIdleness(Duration.ofSeconds(5)))
                    .keyBy(time -> "all", Serializers.STRING)
                    .window(Windows.tumbling(Duration.ofMillis(10)))
                    .aggregate(
                        "windows",
                        new Count(),
                        Serializers.LONG,
                        (key, window, count) -> {
                          windows.release();
                          return window.start() + ":" + count;
                        },
                        Serializers.STRING)
                    .sink("out", out),
            "parallelism.default",
            "2");
    rig.await(JobStatus.RUNNING);
    rig.time.awaitAlarm(Duration.ofSeconds(5));
    rig.advance(Duration.ofSeconds(5));
    source.add(0, List.of("5", "25"));
    EngineRig.acquire(windows, 1);
    source.end();
    EngineRig.get(handle.result());
    assertThat(out.committed()).containsExactly("0:1", "20:1");
  }

  @Test
  void broadcast_isSeenByEverySubtask_andRestored() throws Exception {
    InMemorySource<String> rules = new InMemorySource<>(Serializers.STRING, 1);
    InMemorySource<String> words = new InMemorySource<>(Serializers.STRING, 1);
    Semaphore seen = new Semaphore(0);
    Consumer<JobBuilder> job =
        builder ->
            builder
                .source("words", words)
                .keyBy(word -> word, Serializers.STRING)
                .connectBroadcast(
                    "join",
                    builder.source("rules", rules),
                    context -> new Join(context, seen),
                    Serializers.STRING)
                .sink("out", out);
    JobHandle handle = rig.start(job, "parallelism.default", "2");
    rules.add(0, List.of("rule"));
    EngineRig.acquire(seen, 2);
    EngineRig.checkpoint(handle);
    EngineRig.cancel(handle);
    JobHandle again = rig.start(job, "parallelism.default", "3");
    words.add(0, List.of("a", "b", "c", "d", "e", "f"));
    words.end();
    rules.end();
    EngineRig.get(again.result());
    assertThat(out.committed())
        .containsExactlyInAnyOrder("a rule", "b rule", "c rule", "d rule", "e rule", "f rule");
  }

  private static final class Join implements BroadcastProcess<String, String, String, String> {
    private final BroadcastMap<String, String> rules;
    private final Semaphore seen;

    Join(BroadcastContext<String> context, Semaphore seen) {
      this.rules = context.broadcastMap("rules", Serializers.STRING, Serializers.STRING);
      this.seen = seen;
    }

    @Override
    public void process(String word, BroadcastContext<String> context) {
      context.collect(word + " " + rules.get("rule"));
    }

    @Override
    public void processBroadcast(String rule, BroadcastContext<String> context) {
      rules.put("rule", rule);
      seen.release();
    }
  }

  private void windowed(Windows windows, List<String> times) throws Exception {
    run(
        "1",
        job ->
            job.source("times", InMemorySource.of(Serializers.STRING, times))
                .withEventTime("time", EventTime.of(Long::parseLong, Duration.ZERO))
                .keyBy(time -> "all", Serializers.STRING)
                .window(windows)
                .aggregate(
                    "windows",
                    new Count(),
                    Serializers.LONG,
                    (key, window, count) -> window.start() + "-" + window.end() + ":" + count,
                    Serializers.STRING)
                .sink("out", out));
  }

  private void run(String parallelism, Consumer<JobBuilder> job) throws Exception {
    JobHandle handle = rig.start(job, "parallelism.default", parallelism);
    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.FINISHED);
  }

  private static final class Count implements Aggregation<String, Long, Long> {
    @Override
    public Long createAccumulator() {
      return 0L;
    }

    @Override
    public Long add(String value, Long count) {
      return count + 1;
    }

    @Override
    public Long getResult(Long count) {
      return count;
    }

    @Override
    public Long merge(Long first, Long second) {
      return first + second;
    }
  }
}
