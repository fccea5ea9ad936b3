package io.tidemark.spi;

import io.tidemark.state.State;
import java.util.Collection;

/**
 * A state with a current namespace, which it keeps when the key changes.
 *
 * @param <N> the type of the namespaces, canonical
 * @param <S> the interface through which the state is used
 */
public interface NamespacedState<N, S extends State> {

  /** Makes {@code namespace} current and returns the state, always the same object. */
  S in(N namespace);

  /**
   * Moves what the current key has in {@code sources} into {@code target}, merged with what is
   * there: lists are appended in the order of {@code sources}, reducing and aggregating states
   * merged, map entries put (a later source wins), a value replaced by that of the last source
   * which has one. Elements of lists and entries of maps keep their time to live. A single value is
   * written into {@code target} as by its state's own update: its time to live begins then, or
   * where creation alone counts, stays that of the value that is there. What has expired is not
   * moved. Afterwards the sources are empty. {@code target} may be among {@code sources} and then
   * keeps its part, as if it were not: a source before it wins over it as one behind it does.
   */
  void merge(N target, Collection<N> sources);
}
