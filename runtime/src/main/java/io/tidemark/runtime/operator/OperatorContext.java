package io.tidemark.runtime.operator;

import io.tidemark.config.Configuration;
import io.tidemark.runtime.connector.ReadsSplits;
import io.tidemark.runtime.function.OutputTag;
import io.tidemark.runtime.time.ProcessingTime;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.MetricGroup;
import io.tidemark.state.OperatorStates;
import org.jspecify.annotations.Nullable;

/** What a task gives to an operator. Belongs to the subtask's thread. */
public interface OperatorContext {

  String name();

  int subtask();

  int parallelism();

  /** Sends a record to the operators behind this one. */
  void emit(Object value, long timestamp);

  /** Sends a record to those who asked for this side output. */
  void emit(OutputTag<?> tag, Object value, long timestamp);

  /** Whether an operator that could emit without end should go on now. */
  boolean hasRoom();

  /** The event time up to which this operator has seen everything. */
  long currentWatermark();

  /** The keyed state, for an operator with keys. */
  <K> KeyedStore<K> keyedStore();

  OperatorStates operatorStates();

  /** The clock whose alarms run on this subtask's thread, between two records. */
  ProcessingTime processingTime();

  /** The id of the snapshot from which the operator was restored; 0 for none. */
  long restoredId();

  /** The name of the attempt, which no other attempt on any job has. */
  String attempt();

  /** Whether the restored snapshot has state of this operator. */
  boolean isRestored();

  /**
   * Which splits the records come from, where a source that knows is at the beginning of this
   * chain; else null.
   */
  @Nullable ReadsSplits splits();

  Configuration configuration();

  MetricGroup metrics();
}
