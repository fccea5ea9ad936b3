package io.tidemark.state;

import org.jspecify.annotations.Nullable;

/**
 * An accumulator into which values are aggregated as they come, and the result that it stands for.
 */
public non-sealed interface AggregatingState<I, O> extends State {

  /** The result of what was added, or null where nothing was. */
  @Nullable O get();

  void add(I value);
}
