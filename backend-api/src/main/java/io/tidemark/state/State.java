package io.tidemark.state;

/** State of the current key in the current namespace. */
public sealed interface State
    permits ValueState, ListState, MapState, ReducingState, AggregatingState {

  /**
   * Forgets everything that is kept for the current key and namespace. Does nothing where nothing
   * is kept.
   */
  void clear();
}
