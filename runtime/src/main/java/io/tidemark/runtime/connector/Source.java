package io.tidemark.runtime.connector;

import io.tidemark.serialization.Serializer;
import java.util.List;

/**
 * Records that can be read again from any position.
 *
 * @param <T> the records
 * @param <S> a split: a part of the input that is read in order, and how far it was read; immutable
 */
public interface Source<T, S> {

  /** The serializer of the records. */
  Serializer<T> type();

  /** The serializer of the splits; their positions are what a snapshot holds of a source. */
  Serializer<S> splits();

  /**
   * All splits, unread, always in the same order. Called by each subtask before its first record,
   * when nothing is restored.
   *
   * @throws io.tidemark.config.InvalidConfigurationException if the input is not there
   */
  List<S> discover();

  /** Makes the reader of one subtask. */
  SourceReader<T, S> reader();
}
