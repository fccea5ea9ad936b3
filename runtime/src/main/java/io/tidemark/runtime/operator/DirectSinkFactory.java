package io.tidemark.runtime.operator;

import io.tidemark.runtime.connector.DirectSink;

/** Makes the operators that write into a sink without a commit path. */
public final class DirectSinkFactory<T> implements OperatorFactory {

  private final DirectSink<T> sink;

  public DirectSinkFactory(DirectSink<T> sink) {
    this.sink = sink;
  }

  @Override
  public Operator create(OperatorContext context) {
    return new DirectSinkOperator<>(context, sink);
  }
}
