package io.tidemark.runtime.job;

import io.tidemark.runtime.channel.Partitioning;
import io.tidemark.runtime.function.BroadcastContext;
import io.tidemark.runtime.function.BroadcastProcess;
import io.tidemark.runtime.function.KeyedContext;
import io.tidemark.runtime.function.KeyedProcess;
import io.tidemark.runtime.function.Windows;
import io.tidemark.runtime.graph.JobEdge;
import io.tidemark.runtime.operator.BroadcastOperator;
import io.tidemark.runtime.operator.KeyedProcessOperator;
import io.tidemark.runtime.operator.OperatorFactory;
import io.tidemark.serialization.Serializer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Records by key: all of one key come to the same subtask, in the order in which each subtask
 * before it emitted them.
 */
public final class KeyedStream<K, T> {

  private final DataStream<T> stream;
  private final Function<T, K> key;
  private final Serializer<K> keySerializer;

  KeyedStream(DataStream<T> stream, Function<T, K> key, Serializer<K> keySerializer) {
    this.stream = stream;
    this.key = key;
    this.keySerializer = keySerializer;
  }

  /** Calls a function with state and timers by key; {@code function} makes one for each subtask. */
  public <O> DataStream<O> process(
      String name,
      Function<KeyedContext<K, O>, KeyedProcess<K, T, O>> function,
      Serializer<O> type) {
    return keyed(
        name, context -> new KeyedProcessOperator<>(context, key, function), List.of(), type);
  }

  /** Calls a function with state by key, which also sees all of {@code broadcast}. */
  public <B, O> DataStream<O> connectBroadcast(
      String name,
      DataStream<B> broadcast,
      Function<BroadcastContext<O>, BroadcastProcess<K, T, B, O>> function,
      Serializer<O> type) {
    broadcast.requireJob(stream.job());
    return keyed(
        name,
        context -> new BroadcastOperator<>(context, key, function),
        broadcast.edges(1, new Partitioning.Broadcast()),
        type);
  }

  /** The records in windows of event time. */
  public WindowedStream<K, T> window(Windows windows) {
    return new WindowedStream<>(this, windows);
  }

  Function<T, K> key() {
    return key;
  }

  <O> DataStream<O> keyed(
      String name, OperatorFactory factory, List<JobEdge> more, Serializer<O> type) {
    List<JobEdge> inputs =
        new ArrayList<>(stream.edges(0, new Partitioning.ByKey<>(key, keySerializer)));
    inputs.addAll(more);
    stream.job().add(name, factory, keySerializer, type, inputs);
    return new DataStream<>(stream.job(), List.of(DataStream.Origin.of(name)), type);
  }
}
