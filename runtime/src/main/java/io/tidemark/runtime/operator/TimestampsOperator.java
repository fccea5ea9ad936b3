package io.tidemark.runtime.operator;

import io.tidemark.runtime.connector.ReadsSplits;
import io.tidemark.runtime.function.EventTime;
import io.tidemark.runtime.time.ProcessingTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives records their event time and makes watermarks that stay behind it: behind the newest record
 * of each split, where the records come from splits, and of all of them the slowest. Needs no
 * state: what was promised before a restore is restored by the task, and until each split has
 * spoken again, event time stands still.
 */
public final class TimestampsOperator<T> implements Operator {

  private static final String ONLY = "";

  private final OperatorContext context;
  private final EventTime<T> eventTime;
  private final long outOfOrderness;
  private final long idleness;
  private final @Nullable ReadsSplits splits;
  private final Map<String, Newest> newestBySplit = new HashMap<>();
  private @Nullable Newest current;
  private long promised = Long.MIN_VALUE;
  private long lastRecord;
  private boolean idle;
  private ProcessingTime.@Nullable Alarm alarm;

  /** The newest event time of a split. */
  private static final class Newest {
    private final String split;
    private long time = Long.MIN_VALUE;

    Newest(String split) {
      this.split = split;
    }
  }

  public TimestampsOperator(OperatorContext context, EventTime<T> eventTime) {
    this.context = context;
    this.eventTime = eventTime;
    this.outOfOrderness = eventTime.maxOutOfOrderness().toMillis();
    this.idleness = eventTime.idleness().toMillis();
    this.splits = context.splits();
  }

  @Override
  public void open() {
    watchIdleness();
  }

  @Override
  @SuppressWarnings("unchecked") // the edge carries what the function takes
  public void process(int input, Object value, long timestamp, int keyGroup) {
    long time = eventTime.timestamp().applyAsLong((T) value);
    Newest newest = newest();
    newest.time = Math.max(newest.time, time);
    if (idleness > 0) {
      lastRecord = context.processingTime().millis();
      idle = false;
    }
    context.emit(value, time);
  }

  private Newest newest() {
    String split = splits == null ? ONLY : splits.currentSplit();
    Newest known = current;
    if (known == null || !known.split.equals(split)) {
      known = newestBySplit.computeIfAbsent(split, Newest::new);
      current = known;
    }
    return known;
  }

  /** The end of input comes through as it is. */
  @Override
  public long outputWatermark(long watermark) {
    promised = watermark == Long.MAX_VALUE ? watermark : Math.max(promised, slowest());
    return promised;
  }

  private long slowest() {
    if (splits == null) {
      return behind(current);
    }
    long slowest = Long.MAX_VALUE;
    for (String split : splits.unfinishedSplits()) {
      slowest = Math.min(slowest, behind(newestBySplit.get(split)));
    }
    return slowest == Long.MAX_VALUE ? Long.MIN_VALUE : slowest;
  }

  private long behind(@Nullable Newest newest) {
    return newest == null || newest.time == Long.MIN_VALUE
        ? Long.MIN_VALUE
        : newest.time - outOfOrderness - 1;
  }

  @Override
  public boolean isIdle() {
    return idle;
  }

  private void watchIdleness() {
    if (idleness > 0) {
      lastRecord = context.processingTime().millis();
      alarm = context.processingTime().at(lastRecord + idleness, this::checkIdleness);
    }
  }

  private void checkIdleness() {
    long now = context.processingTime().millis();
    idle = now >= lastRecord + idleness;
    alarm = context.processingTime().at((idle ? now : lastRecord) + idleness, this::checkIdleness);
  }

  @Override
  public void close() {
    if (alarm != null) {
      alarm.cancel();
    }
  }
}
