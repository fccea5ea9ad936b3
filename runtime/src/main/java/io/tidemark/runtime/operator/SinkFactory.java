package io.tidemark.runtime.operator;

import io.tidemark.runtime.connector.Sink;
import io.tidemark.runtime.connector.SupportsTakeBack;
import io.tidemark.runtime.connector.SupportsTakeBack.TakeBack;
import java.util.Optional;

/** Makes the operators that write into a sink. */
public final class SinkFactory<T, C> implements OperatorFactory, CommitsOutside {

  private final Sink<T, C> sink;

  public SinkFactory(Sink<T, C> sink) {
    this.sink = sink;
  }

  @Override
  public Operator create(OperatorContext context) {
    return new SinkOperator<>(context, sink);
  }

  @Override
  public boolean canTakeBack() {
    return sink instanceof SupportsTakeBack;
  }

  @Override
  public TakeBack look(String job) {
    return sink instanceof SupportsTakeBack supporting
        ? supporting.look(job)
        : (course, unpublished) -> {};
  }

  @Override
  public Optional<Object> place() {
    return sink instanceof SupportsTakeBack supporting
        ? Optional.of(supporting.place())
        : Optional.empty();
  }
}
