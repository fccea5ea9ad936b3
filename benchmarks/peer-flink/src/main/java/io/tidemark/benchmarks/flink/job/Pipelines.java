package io.tidemark.benchmarks.flink.job;

import io.tidemark.benchmarks.peer.ExampleJob;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/** What stands between the lines of the input files and those of the output files. */
public final class Pipelines {

  private static final Duration WINDOW = Duration.ofSeconds(5);
  private static final Duration OUT_OF_ORDERNESS_OF_VIEWS = Duration.ofSeconds(5);
  private static final Duration OUT_OF_ORDERNESS_OF_ACCOUNTS = Duration.ofHours(1);

  private Pipelines() {}

  /** The result of {@code job}. */
  public static DataStream<String> of(ExampleJob job, DataStream<String> lines) {
    return switch (job) {
      case WORD_COUNT ->
          lines
              .flatMap(new Words())
              .returns(Types.STRING)
              .keyBy(word -> word)
              .process(new Counter());
      case FRAUD_DETECTION ->
          lines
              .map(Transactions::parse)
              .returns(Transactions.TYPE)
              .assignTimestampsAndWatermarks(
                  WatermarkStrategy.<Tuple3<Long, String, String>>forBoundedOutOfOrderness(
                          OUT_OF_ORDERNESS_OF_ACCOUNTS)
                      .withTimestampAssigner((transaction, before) -> transaction.f0))
              .keyBy(transaction -> transaction.f1)
              .process(new Detector());
      case PAGE_VIEWS ->
          lines
              .map(Views::parse)
              .returns(Views.TYPE)
              .assignTimestampsAndWatermarks(
                  WatermarkStrategy.<Tuple2<Long, String>>forBoundedOutOfOrderness(
                          OUT_OF_ORDERNESS_OF_VIEWS)
                      .withTimestampAssigner((view, before) -> view.f0))
              .keyBy(view -> view.f1)
              .window(TumblingEventTimeWindows.of(WINDOW))
              .aggregate(new Views.Count(), new Views.Line());
    };
  }
}
