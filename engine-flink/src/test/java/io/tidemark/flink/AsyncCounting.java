package io.tidemark.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.v2.ListState;
import org.apache.flink.api.common.state.v2.ListStateDescriptor;
import org.apache.flink.api.common.state.v2.MapState;
import org.apache.flink.api.common.state.v2.MapStateDescriptor;
import org.apache.flink.api.common.state.v2.ValueState;
import org.apache.flink.api.common.state.v2.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Counts as a {@link CountingJob} does, in Flink's asynchronous states. */
final class AsyncCounting extends KeyedProcessFunction<Long, Long, Long> {

  private static final long serialVersionUID = 1L;

  private final String run;
  private transient ValueState<Long> count;
  private transient ListState<Long> recent;
  private transient MapState<String, Long> byRemainder;

  AsyncCounting(String run) {
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
  public void processElement(Long number, Context context, Collector<Long> out) {
    long key = context.getCurrentKey();
    String remainder = "r" + number % 7;
    context.timerService().registerEventTimeTimer(CountingJob.NUMBERS * 2);
    count
        .asyncValue()
        .thenCompose(before -> count.asyncUpdate(before == null ? 1 : before + 1))
        .thenCompose(done -> recent.asyncAdd(number))
        .thenCompose(done -> byRemainder.asyncGet(remainder))
        .thenCompose(before -> byRemainder.asyncPut(remainder, before == null ? 1 : before + 1))
        .thenAccept(done -> CountingJob.run(run).counted(key));
  }

  /** Fires once a key, when all numbers are there: all states must agree. */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Long> out) {
    long key = context.getCurrentKey();
    long[] found = new long[2];
    recent
        .asyncGet()
        .thenCompose(
            numbers ->
                numbers.onNext(
                    number -> {
                      found[0] += number % CountingJob.KEYS == key ? 1 : CountingJob.NUMBERS;
                    }))
        .thenCompose(done -> byRemainder.asyncValues())
        .thenCompose(
            values ->
                values.onNext(
                    ofRemainder -> {
                      found[1] += ofRemainder;
                    }))
        .thenCompose(done -> count.asyncValue())
        .thenAccept(
            counted -> {
              boolean agree = found[0] == counted && found[1] == counted;
              CountingJob.run(run)
                  .counts
                  .merge(key, agree ? counted : -CountingJob.NUMBERS, Long::sum);
            });
  }
}
