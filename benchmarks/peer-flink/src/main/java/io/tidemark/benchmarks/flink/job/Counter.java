package io.tidemark.benchmarks.flink.job;

import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Counts a word, and says how often it came when time ends, as Tidemark's example does. */
final class Counter extends KeyedProcessFunction<String, String, String> {

  private static final long serialVersionUID = 1L;

  private transient @Nullable ValueState<Long> count;

  @Override
  public void open(OpenContext context) {
    count =
        getRuntimeContext().getState(new ValueStateDescriptor<>("count", LongSerializer.INSTANCE));
  }

  @Override
  public void processElement(String word, Context context, Collector<String> out)
      throws IOException {
    Long before = state().value();
    if (before == null) {
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }
    state().update(before == null ? 1 : before + 1);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<String> out) throws IOException {
    out.collect(context.getCurrentKey() + "\t" + state().value());
  }

  private ValueState<Long> state() {
    ValueState<Long> opened = count;
    if (opened == null) {
      throw new IllegalStateException("Flink has not opened this function");
    }
    return opened;
  }
}
