package io.tidemark.state;

import java.util.List;

/** A list that is mostly appended to. An empty list and no list are the same. */
public non-sealed interface ListState<T> extends State {

  /**
   * The elements in the order in which they were added; never null. A snapshot of the moment, not
   * to be changed.
   */
  List<T> get();

  /** Appends one element, without reading those that are there. */
  void add(T element);

  /** Appends {@code elements} in their order. */
  void addAll(List<? extends T> elements);

  /** Replaces all elements. An empty list is {@link #clear}. */
  void update(List<? extends T> elements);
}
