package io.tidemark.runtime.connector.memory;

import io.tidemark.runtime.connector.Source;
import io.tidemark.runtime.connector.SourceReader;
import io.tidemark.serialization.Serializer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lists of records that a test adds to, each of them a split. The job's input ends when {@link
 * #end} was called and all of them are read.
 */
public final class InMemorySource<T> implements Source<T, ListPosition> {

  private final Serializer<T> type;
  private final List<List<T>> lists = new ArrayList<>();
  private final CopyOnWriteArraySet<Runnable> waiting = new CopyOnWriteArraySet<>();
  private boolean ended;

  /**
   * @param splits how many lists there are
   */
  public InMemorySource(Serializer<T> type, int splits) {
    this.type = type;
    for (int i = 0; i < splits; i++) {
      lists.add(new ArrayList<>());
    }
  }

  /** Lists that are complete. */
  @SafeVarargs
  public static <T> InMemorySource<T> of(Serializer<T> type, List<T>... lists) {
    InMemorySource<T> source = new InMemorySource<>(type, lists.length);
    for (int i = 0; i < lists.length; i++) {
      source.add(i, lists[i]);
    }
    source.end();
    return source;
  }

  /** Adds records to the end of a list. */
  public void add(int split, Collection<T> records) {
    synchronized (lists) {
      lists.get(split).addAll(records);
    }
    waiting.forEach(Runnable::run);
  }

  /** Nothing will be added any more. */
  public void end() {
    synchronized (lists) {
      ended = true;
    }
    waiting.forEach(Runnable::run);
  }

  boolean isEnded() {
    synchronized (lists) {
      return ended;
    }
  }

  /** The record at a position, or null if there is none yet. */
  @Nullable T at(int list, int index) {
    synchronized (lists) {
      List<T> records = lists.get(list);
      return index < records.size() ? records.get(index) : null;
    }
  }

  void onChange(Runnable action) {
    waiting.add(action);
  }

  void forget(Runnable action) {
    waiting.remove(action);
  }

  @Override
  public Serializer<T> type() {
    return type;
  }

  @Override
  public Serializer<ListPosition> splits() {
    return ListPosition.SERIALIZER;
  }

  @Override
  public List<ListPosition> discover() {
    return IntStream.range(0, lists.size()).mapToObj(list -> new ListPosition(list, 0)).toList();
  }

  @Override
  public SourceReader<T, ListPosition> reader() {
    return new ListReader<>(this);
  }
}
