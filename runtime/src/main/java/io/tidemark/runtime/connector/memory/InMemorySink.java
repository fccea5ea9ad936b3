package io.tidemark.runtime.connector.memory;

import io.tidemark.runtime.connector.Committer;
import io.tidemark.runtime.connector.Sink;
import io.tidemark.runtime.connector.SinkContext;
import io.tidemark.runtime.connector.SinkWriter;
import io.tidemark.runtime.connector.SupportsTakeBack;
import io.tidemark.serialization.Pair;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps what was committed, by checkpoint and subtask. A committable is who wrote it and the
 * records themselves, so nothing is lost that is in a snapshot.
 */
public final class InMemorySink<T> implements Sink<T, Pair<WrittenBy, List<T>>>, SupportsTakeBack {

  private final Serializer<T> type;
  private final TreeMap<WrittenBy, List<T>> committed = new TreeMap<>();
  private final TreeMap<WrittenBy, List<T>> takenBack = new TreeMap<>();

  public InMemorySink(Serializer<T> type) {
    this.type = type;
  }

  /** Everything that is committed, in the order of checkpoints and subtasks. */
  public List<T> committed() {
    synchronized (committed) {
      return committed.values().stream().flatMap(List::stream).toList();
    }
  }

  @Override
  public Serializer<Pair<WrittenBy, List<T>>> committables() {
    return Serializers.pair(WrittenBy.SERIALIZER, Serializers.list(type));
  }

  @Override
  public SinkWriter<T, Pair<WrittenBy, List<T>>> writer(SinkContext context) {
    return new Writer(context);
  }

  @Override
  public Committer<Pair<WrittenBy, List<T>>> committer(SinkContext context) {
    return part -> {
      synchronized (committed) {
        committed.put(part.first(), List.copyOf(part.second()));
      }
    };
  }

  @Override
  public TakeBack look(String job) {
    Set<WrittenBy> seen = new TreeSet<>();
    synchronized (committed) {
      seen.addAll(committed.keySet());
      seen.addAll(takenBack.keySet());
    }
    return (course, unpublished) -> {
      synchronized (committed) {
        for (WrittenBy part : seen) {
          if (course.includes(part.attempt(), part.checkpointId())) {
            move(part, takenBack, committed);
          } else {
            move(part, committed, takenBack);
          }
        }
      }
    };
  }

  @Override
  public Object place() {
    return this;
  }

  private static <V> void move(WrittenBy part, Map<WrittenBy, V> from, Map<WrittenBy, V> to) {
    V records = from.remove(part);
    if (records != null) {
      to.put(part, records);
    }
  }

  private final class Writer implements SinkWriter<T, Pair<WrittenBy, List<T>>> {
    private final SinkContext context;
    private List<T> written = new ArrayList<>();

    Writer(SinkContext context) {
      this.context = context;
    }

    @Override
    public void write(T value, long timestamp) {
      written.add(value);
    }

    @Override
    public List<Pair<WrittenBy, List<T>>> prepareCommit(long checkpointId) {
      if (written.isEmpty()) {
        return List.of();
      }
      List<T> records = written;
      written = new ArrayList<>();
      return List.of(
          new Pair<>(new WrittenBy(checkpointId, context.subtask(), context.attempt()), records));
    }

    @Override
    public void close() {
      written.clear();
    }
  }
}
