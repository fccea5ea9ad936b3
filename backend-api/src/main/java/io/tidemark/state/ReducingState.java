package io.tidemark.state;

import org.jspecify.annotations.Nullable;

/** A value into which others are reduced as they come. */
public non-sealed interface ReducingState<T> extends State {

  /** The reduced value, or null where nothing was added. */
  @Nullable T get();

  /** Reduces {@code value} into what is there; the first one is kept as it is. */
  void add(T value);
}
