package io.tidemark.runtime.connector.memory;

import io.tidemark.runtime.channel.RecordBatch;
import io.tidemark.runtime.connector.ReadsSplits;
import io.tidemark.runtime.connector.SourceReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads lists of an in-memory source, one record of each in turn. */
final class ListReader<T> implements SourceReader<T, ListPosition>, ReadsSplits {

  private final InMemorySource<T> source;
  private final List<ListPosition> positions = new ArrayList<>();
  private Runnable whenAvailable = () -> {};
  private int current;

  ListReader(InMemorySource<T> source) {
    this.source = source;
  }

  @Override
  public void add(ListPosition split) {
    positions.add(split);
  }

  @Override
  public Progress read(int most, Output<T> output) {
    // Looked at first: what is added before the end is seen by the reads that follow.
    boolean ended = source.isEnded();
    int read = 0;
    int empty = 0;
    while (read < most && empty < positions.size()) {
      current = (current + 1) % positions.size();
      ListPosition position = positions.get(current);
      T record = source.at(position.list(), position.next());
      if (record == null) {
        empty++;
      } else {
        empty = 0;
        read++;
        positions.set(current, new ListPosition(position.list(), position.next() + 1));
        output.emit(record, RecordBatch.NO_TIMESTAMP);
      }
    }
    if (read == most) {
      return Progress.MORE;
    }
    return ended ? Progress.END : Progress.WAITING;
  }

  @Override
  public List<ListPosition> positions() {
    return List.copyOf(positions);
  }

  @Override
  public void whenAvailable(Runnable action) {
    whenAvailable = action;
    source.onChange(action);
  }

  @Override
  public String currentSplit() {
    return String.valueOf(positions.get(current).list());
  }

  @Override
  public Collection<String> unfinishedSplits() {
    boolean ended = source.isEnded();
    return positions.stream()
        .filter(position -> !ended || source.at(position.list(), position.next()) != null)
        .map(position -> String.valueOf(position.list()))
        .toList();
  }

  @Override
  public void close() {
    source.forget(whenAvailable);
  }
}
