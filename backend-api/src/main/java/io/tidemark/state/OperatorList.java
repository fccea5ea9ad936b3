package io.tidemark.state;

import java.util.List;

/** A subtask's own list of elements. */
public interface OperatorList<T> {

  /** The elements in the order in which they were added; not to be changed. */
  List<T> get();

  void add(T element);

  /** Replaces all elements. */
  void update(List<? extends T> elements);

  void clear();
}
