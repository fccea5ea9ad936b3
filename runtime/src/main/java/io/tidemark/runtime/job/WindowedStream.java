package io.tidemark.runtime.job;

import io.tidemark.runtime.function.WindowResult;
import io.tidemark.runtime.function.Windows;
import io.tidemark.runtime.operator.WindowOperator;
import io.tidemark.serialization.Serializer;
import io.tidemark.state.Aggregation;
import java.util.List;

/** Records by key and window. */
public final class WindowedStream<K, T> {

  private final KeyedStream<K, T> stream;
  private final Windows windows;

  WindowedStream(KeyedStream<K, T> stream, Windows windows) {
    this.stream = stream;
    this.windows = windows;
  }

  /** Aggregates each window, and emits one record for it when event time has passed its end. */
  public <A, R, O> DataStream<O> aggregate(
      String name,
      Aggregation<T, A, R> aggregation,
      Serializer<A> accumulator,
      WindowResult<K, R, O> result,
      Serializer<O> type) {
    return stream.keyed(
        name,
        context ->
            new WindowOperator<>(context, stream.key(), windows, aggregation, accumulator, result),
        List.of(),
        type);
  }
}
