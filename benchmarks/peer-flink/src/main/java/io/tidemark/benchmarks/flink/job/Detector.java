package io.tidemark.benchmarks.flink.job;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Finds a small amount that a large one follows within a minute, as Tidemark's example does. */
final class Detector extends KeyedProcessFunction<String, Tuple3<Long, String, String>, String> {

  private static final long serialVersionUID = 1L;

  private static final BigDecimal SMALL = new BigDecimal("1.00");
  private static final BigDecimal LARGE = new BigDecimal("500.00");
  private static final long WITHIN_MILLIS = 60_000;

  private transient @Nullable ValueState<Long> smallAt;

  @Override
  public void open(OpenContext context) {
    smallAt =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("small-at", LongSerializer.INSTANCE));
  }

  @Override
  public void processElement(
      Tuple3<Long, String, String> transaction, Context context, Collector<String> out)
      throws IOException {
    Long small = state().value();
    if (small != null) {
      alertIfLarge(small, transaction, out);
      state().clear();
      context.timerService().deleteEventTimeTimer(forgetAt(small));
    }
    if (Transactions.value(transaction).compareTo(SMALL) < 0) {
      state().update(transaction.f0);
      context.timerService().registerEventTimeTimer(forgetAt(transaction.f0));
    }
  }

  private static void alertIfLarge(
      long small, Tuple3<Long, String, String> transaction, Collector<String> out) {
    long apart = transaction.f0 - small;
    if (apart >= 0
        && apart <= WITHIN_MILLIS
        && Transactions.value(transaction).compareTo(LARGE) > 0) {
      out.collect(transaction.f1 + "," + small + "," + transaction.f0 + "," + transaction.f2);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<String> out) {
    state().clear();
  }

  private static long forgetAt(long small) {
    return small + WITHIN_MILLIS + 1;
  }

  private ValueState<Long> state() {
    return Objects.requireNonNull(smallAt, "Flink has not opened this function");
  }
}
