package io.tidemark.runtime.connector;

import java.util.Collection;

/**
 * A power of source readers that know from which split each record comes. Event time then stays
 * behind the slowest of a reader's unfinished splits, so that splits which cover the same time may
 * be read one after the other.
 */
public interface ReadsSplits {

  /** The name of the split of the record that is being emitted. */
  String currentSplit();

  /** The names of all splits of this reader that may still give records, read from or not. */
  Collection<String> unfinishedSplits();
}
