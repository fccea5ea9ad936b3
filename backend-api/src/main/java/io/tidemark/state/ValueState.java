package io.tidemark.state;

import org.jspecify.annotations.Nullable;

/** One value. */
public non-sealed interface ValueState<T> extends State {

  /** The value, or null where there is none (any more). */
  @Nullable T value();

  /** Replaces the value. Null is {@link #clear}. The state owns {@code value} from here on. */
  void update(@Nullable T value);
}
