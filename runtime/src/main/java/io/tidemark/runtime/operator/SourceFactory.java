package io.tidemark.runtime.operator;

import io.tidemark.runtime.connector.Source;

/** Makes the operators that read a source. */
public final class SourceFactory<T> implements OperatorFactory, ReadsOutside {

  private final Source<T, ?> source;

  public SourceFactory(Source<T, ?> source) {
    this.source = source;
  }

  @Override
  public Operator create(OperatorContext context) {
    return new SourceOperator<>(context, source);
  }

  @Override
  public void requireInput() {
    source.discover();
  }
}
