package io.tidemark.runtime.operator;

/** Makes operators. Called by any thread, once for each subtask and attempt. */
@FunctionalInterface
public interface OperatorFactory {

  Operator create(OperatorContext context);
}
