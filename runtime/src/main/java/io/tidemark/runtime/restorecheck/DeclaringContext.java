package io.tidemark.runtime.restorecheck;

import io.tidemark.config.Configuration;
import io.tidemark.runtime.connector.ReadsSplits;
import io.tidemark.runtime.function.OutputTag;
import io.tidemark.runtime.graph.JobNode;
import io.tidemark.runtime.operator.OperatorContext;
import io.tidemark.runtime.time.ProcessingTime;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.MetricGroup;
import io.tidemark.state.OperatorStates;
import org.jspecify.annotations.Nullable;

/** What an operator is given that is made only to see which states it asks for. */
record DeclaringContext(
    JobNode node,
    @Nullable KeyedStore<?> store,
    OperatorStates operatorStates,
    Configuration configuration)
    implements OperatorContext {

  @Override
  public String name() {
    return node.name();
  }

  @Override
  public int subtask() {
    return 0;
  }

  @Override
  public int parallelism() {
    return node.parallelism();
  }

  @Override
  public void emit(Object value, long timestamp) {
    throw wentTooFar();
  }

  @Override
  public void emit(OutputTag<?> tag, Object value, long timestamp) {
    throw wentTooFar();
  }

  @Override
  public boolean hasRoom() {
    return true;
  }

  @Override
  public long currentWatermark() {
    return Long.MIN_VALUE;
  }

  @Override
  @SuppressWarnings("unchecked") // the node's own key serializer made it
  public <K> KeyedStore<K> keyedStore() {
    KeyedStore<?> keyed = store;
    if (keyed == null) {
      throw new IllegalStateException("Operator '" + name() + "' has no keyed state");
    }
    return (KeyedStore<K>) keyed;
  }

  @Override
  public ProcessingTime processingTime() {
    return new ProcessingTime() {
      @Override
      public Alarm at(long time, Runnable action) {
        return () -> {};
      }

      @Override
      public long millis() {
        return 0;
      }
    };
  }

  @Override
  public long restoredId() {
    return 0;
  }

  @Override
  public String attempt() {
    return "";
  }

  @Override
  public boolean isRestored() {
    return false;
  }

  @Override
  public @Nullable ReadsSplits splits() {
    return null;
  }

  @Override
  public MetricGroup metrics() {
    return MetricGroup.none();
  }

  private IllegalStateException wentTooFar() {
    return new IllegalStateException(
        "Operator '" + name() + "' emits before it is open: it cannot be checked");
  }
}
