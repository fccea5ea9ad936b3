package io.tidemark.runtime.connector;

import java.util.List;

/** Reads the splits of one subtask. */
public interface SourceReader<T, S> extends AutoCloseable {

  /** What {@link #read} has found. */
  enum Progress {
    /** There may be more at once. */
    MORE,
    /** There is nothing now, but may be later: the availability callback tells. */
    WAITING,
    /** All splits are read to their end. */
    END
  }

  /** Takes what a reader reads. */
  @FunctionalInterface
  interface Output<T> {
    void emit(T value, long timestamp);
  }

  /** Adds a split, to be read from its position on. */
  void add(S split);

  /** Reads at most {@code most} records into {@code output}. Does not wait for records. */
  Progress read(int most, Output<T> output);

  /**
   * The splits with their positions behind the last record that was read. Those read to the end may
   * be left out.
   */
  List<S> positions();

  /**
   * Gives the action to run, from any thread, when there may be records after {@link
   * Progress#WAITING}.
   */
  default void whenAvailable(Runnable action) {}

  @Override
  void close();
}
