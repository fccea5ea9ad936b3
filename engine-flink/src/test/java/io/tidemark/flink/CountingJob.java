package io.tidemark.flink;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.util.Collector;

/**
 * A job that counts numbers by key in states of several kinds, and once more in session windows
 * that merge all the time. At the end each key's counts say whether any number was lost or seen
 * twice.
 */
final class CountingJob {

  static final long NUMBERS = 24_000;
  static final long KEYS = 40;

  /** Whether the states are Flink's asynchronous ones. */
  static final ConfigOption<Boolean> ASYNC =
      ConfigOptions.key("counting.async").booleanType().defaultValue(false);

  private static final long PATIENCE_MILLIS = 30_000;

  private static final Map<String, Run> RUNS = new ConcurrentHashMap<>();

  private CountingJob() {}

  /** What the tasks of one test saw, in the order of what they wrote last. */
  static final class Run {

    final Map<Long, Long> counts = new ConcurrentHashMap<>();
    final Map<Long, Long> sessions = new ConcurrentHashMap<>();
    private final Set<Long> countedKeys = new HashSet<>();
    private final Set<Long> sessionKeys = new HashSet<>();
    private long seen;
    private boolean isToFail;

    /** Has the task that counts next fail, once. */
    synchronized void failOnce() {
      isToFail = true;
    }

    synchronized void counted(long key) {
      if (isToFail) {
        isToFail = false;
        throw new IllegalStateException("A test asked for this");
      }
      seen++;
      countedKeys.add(key);
      notifyAll();
    }

    private synchronized void inSession(long key) {
      sessionKeys.add(key);
    }

    /** Waits until {@code more} numbers more were counted, and every key has come everywhere. */
    synchronized void awaitMore(long more) throws InterruptedException {
      long enough = seen + more;
      countedKeys.clear();
      sessionKeys.clear();
      while (seen < enough || countedKeys.size() < KEYS || sessionKeys.size() < KEYS) {
        long before = seen;
        wait(PATIENCE_MILLIS);
        if (seen == before) {
          throw new IllegalStateException("The job does not go on: " + seen + " numbers counted");
        }
      }
    }
  }

  static Run run(String name) {
    return RUNS.computeIfAbsent(name, key -> new Run());
  }

  /**
   * The job as it is submitted.
   *
   * @param numbersPerSecond how fast it goes, 0 for as fast as can be
   */
  @SuppressWarnings("rawtypes") // as Flink's own sources take it
  static JobGraph graph(
      String run, int parallelism, long numbersPerSecond, Configuration configuration) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(parallelism);
    environment.setMaxParallelism(16);
    RateLimiterStrategy rate =
        numbersPerSecond == 0
            ? RateLimiterStrategy.noOp()
            : RateLimiterStrategy.perSecond(numbersPerSecond);
    DataStream<Long> numbers =
        environment
            .fromSource(
                new DataGeneratorSource<>(number -> number, NUMBERS, rate, Types.LONG),
                WatermarkStrategy.<Long>forMonotonousTimestamps()
                    .withTimestampAssigner((number, time) -> number),
                "numbers")
            .uid("numbers");
    KeyedStream<Long, Long> keyed = numbers.keyBy(number -> number % KEYS);
    (configuration.get(ASYNC)
            ? keyed.enableAsyncState().process(new AsyncCounting(run))
            : keyed.process(new Counting(run)))
        .uid("counting")
        .sinkTo(new DiscardingSink<>())
        .uid("no-counts");
    numbers
        .keyBy(number -> number % KEYS)
        .window(EventTimeSessionWindows.withGap(Duration.ofMillis(NUMBERS)))
        .aggregate(new SessionCount(run))
        .uid("sessions")
        .map(
            session -> {
              run(run).sessions.merge(session % KEYS, session / KEYS, Long::sum);
              return session;
            })
        .uid("note-sessions")
        .sinkTo(new DiscardingSink<>())
        .uid("no-sessions");
    return environment.getStreamGraph().getJobGraph();
  }

  private static final class Counting extends KeyedProcessFunction<Long, Long, Long> {

    private static final long serialVersionUID = 1L;

    private final String run;
    private transient ValueState<Long> count;
    private transient ListState<Long> recent;
    private transient MapState<String, Long> byRemainder;

    Counting(String run) {
      this.run = run;
    }

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
      recent = getRuntimeContext().getListState(new ListStateDescriptor<>("recent", Types.LONG));
      byRemainder =
          getRuntimeContext()
              .getMapState(new MapStateDescriptor<>("by-remainder", Types.STRING, Types.LONG));
    }

    @Override
    public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
      Long before = count.value();
      count.update(before == null ? 1 : before + 1);
      recent.add(number);
      String remainder = "r" + number % 7;
      Long ofRemainder = byRemainder.get(remainder);
      byRemainder.put(remainder, ofRemainder == null ? 1 : ofRemainder + 1);
      context.timerService().registerEventTimeTimer(NUMBERS * 2);
      run(run).counted(context.getCurrentKey());
    }

    /** Fires once a key, when all numbers are there: all states must agree. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Long> out)
        throws Exception {
      long elements = 0;
      for (Long number : recent.get()) {
        elements += number % KEYS == context.getCurrentKey() ? 1 : NUMBERS;
      }
      long entries = 0;
      for (Long ofRemainder : byRemainder.values()) {
        entries += ofRemainder;
      }
      boolean agree = elements == count.value() && entries == count.value();
      run(run).counts.merge(context.getCurrentKey(), agree ? count.value() : -NUMBERS, Long::sum);
    }
  }

  /** The number of elements times the number of keys, plus the key. */
  private static final class SessionCount
      implements org.apache.flink.api.common.functions.AggregateFunction<Long, Long, Long> {

    private static final long serialVersionUID = 1L;

    private final String run;

    SessionCount(String run) {
      this.run = run;
    }

    @Override
    public Long createAccumulator() {
      return 0L;
    }

    @Override
    public Long add(Long number, Long accumulator) {
      run(run).inSession(number % KEYS);
      return accumulator / KEYS * KEYS + KEYS + number % KEYS;
    }

    @Override
    public Long getResult(Long accumulator) {
      return accumulator;
    }

    @Override
    public Long merge(Long first, Long second) {
      return (first / KEYS + second / KEYS) * KEYS + Math.max(first % KEYS, second % KEYS);
    }
  }
}
