package io.tidemark.runtime.job;

import io.tidemark.runtime.channel.Partitioning;
import io.tidemark.runtime.connector.DirectSink;
import io.tidemark.runtime.connector.Sink;
import io.tidemark.runtime.function.EventTime;
import io.tidemark.runtime.function.FlatMap;
import io.tidemark.runtime.function.InvalidJobException;
import io.tidemark.runtime.function.OutputTag;
import io.tidemark.runtime.graph.JobEdge;
import io.tidemark.runtime.operator.DirectSinkFactory;
import io.tidemark.runtime.operator.FlatMapOperator;
import io.tidemark.runtime.operator.OperatorFactory;
import io.tidemark.runtime.operator.SinkFactory;
import io.tidemark.runtime.operator.TimestampsOperator;
import io.tidemark.serialization.Serializer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Records of one type on their way through a job.
 *
 * @param <T> the type, whose values nobody changes once they are emitted
 */
public final class DataStream<T> {

  /** An operator's output from which records of a stream come, and how they are dealt out. */
  record Origin(String operator, @Nullable OutputTag<?> tag, Partitioning partitioning) {
    static Origin of(String operator) {
      return new Origin(operator, null, new Partitioning.Forward());
    }
  }

  private final JobBuilder job;
  private final List<Origin> origins;
  private final Serializer<T> type;

  DataStream(JobBuilder job, List<Origin> origins, Serializer<T> type) {
    this.job = job;
    this.origins = origins;
    this.type = type;
  }

  JobBuilder job() {
    return job;
  }

  Serializer<T> type() {
    return type;
  }

  /** Each record as another. */
  public <R> DataStream<R> map(Function<? super T, ? extends R> function, Serializer<R> newType) {
    return flatMap("map", (value, out) -> out.collect(function.apply(value)), newType);
  }

  /** Those records for which {@code predicate} holds. */
  public DataStream<T> filter(Predicate<? super T> predicate) {
    return flatMap(
        "filter",
        (value, out) -> {
          if (predicate.test(value)) {
            out.collect(value);
          }
        },
        type);
  }

  /** Each record as any number of others. */
  public <R> DataStream<R> flatMap(FlatMap<T, R> function, Serializer<R> newType) {
    return flatMap("flat-map", function, newType);
  }

  private <R> DataStream<R> flatMap(String what, FlatMap<T, R> function, Serializer<R> newType) {
    return then(job.unnamed(what), context -> new FlatMapOperator<>(context, function), newType);
  }

  /** The same records with their event time, and watermarks behind it. */
  public DataStream<T> withEventTime(String name, EventTime<T> eventTime) {
    return then(name, context -> new TimestampsOperator<>(context, eventTime), type);
  }

  /** The records of this and all {@code others}. */
  @SafeVarargs
  public final DataStream<T> union(DataStream<T>... others) {
    List<Origin> all = new ArrayList<>(origins);
    for (DataStream<T> other : others) {
      other.requireJob(job);
      all.addAll(other.origins);
    }
    return new DataStream<>(job, all, type);
  }

  void requireJob(JobBuilder expected) {
    if (job != expected) {
      throw new InvalidJobException(
          "A stream of another job cannot be part of this one: "
              + origins.stream().map(Origin::operator).toList());
    }
  }

  /** What the operator behind this stream emits to {@code tag}. */
  public <S> DataStream<S> sideOutput(OutputTag<S> tag) {
    return new DataStream<>(
        job,
        origins.stream()
            .map(origin -> new Origin(origin.operator(), tag, new Partitioning.Forward()))
            .toList(),
        tag.type());
  }

  /** The same records by key. {@code keySerializer} must be canonical. */
  public <K> KeyedStream<K, T> keyBy(Function<T, K> key, Serializer<K> keySerializer) {
    if (!keySerializer.isCanonical()) {
      throw new InvalidJobException(
          "Keys of type "
              + keySerializer.description()
              + " will not do: equal ones may differ in bytes");
    }
    return new KeyedStream<>(this, key, keySerializer);
  }

  /** Writes the records into {@code sink}. */
  public void sink(String name, Sink<T, ?> sink) {
    job.add(name, new SinkFactory<>(sink), null, null, edges(0));
  }

  /**
   * Writes the records into {@code sink} as they come. A job with such a sink needs {@code
   * execution.checkpointing.mode} to be at-least-once.
   */
  public void sink(String name, DirectSink<T> sink) {
    job.add(name, new DirectSinkFactory<>(sink), null, null, edges(0));
  }

  /** The same records, dealt out evenly to the subtasks behind, whoever they came from. */
  public DataStream<T> rebalance() {
    return new DataStream<>(
        job,
        origins.stream()
            .map(
                origin -> new Origin(origin.operator(), origin.tag(), new Partitioning.Rebalance()))
            .toList(),
        type);
  }

  <R> DataStream<R> then(String name, OperatorFactory factory, Serializer<R> newType) {
    job.add(name, factory, null, newType, edges(0));
    return new DataStream<>(job, List.of(Origin.of(name)), newType);
  }

  private List<JobEdge> edges(int input) {
    return origins.stream()
        .map(
            origin ->
                new JobEdge(origin.operator(), origin.tag(), input, origin.partitioning(), type))
        .toList();
  }

  List<JobEdge> edges(int input, Partitioning partitioning) {
    return origins.stream()
        .map(origin -> new JobEdge(origin.operator(), origin.tag(), input, partitioning, type))
        .toList();
  }
}
