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
import java.util.TreeMap;

/**
 * Keeps what was committed, by subtask and checkpoint. A committable is the number of the
 * checkpoint and the subtask's records themselves, so nothing is lost that is in a snapshot.
 */
public final class InMemorySink<T> implements Sink<T, Pair<String, List<T>>>, SupportsTakeBack {

  private final Serializer<T> type;
  private final TreeMap<Long, Map<Integer, List<T>>> committed = new TreeMap<>();

  public InMemorySink(Serializer<T> type) {
    this.type = type;
  }

  /** Everything that is committed, in the order of checkpoints and subtasks. */
  public List<T> committed() {
    synchronized (committed) {
      return committed.values().stream()
          .flatMap(parts -> parts.values().stream())
          .flatMap(List::stream)
          .toList();
    }
  }

  @Override
  public Serializer<Pair<String, List<T>>> committables() {
    return Serializers.pair(Serializers.STRING, Serializers.list(type));
  }

  @Override
  public SinkWriter<T, Pair<String, List<T>>> writer(SinkContext context) {
    return new Writer(context.subtask());
  }

  @Override
  public Committer<Pair<String, List<T>>> committer(SinkContext context) {
    return this::commit;
  }

  private void commit(Pair<String, List<T>> part) {
    int dash = part.first().indexOf('-');
    long checkpoint = Long.parseLong(part.first().substring(0, dash));
    int subtask = Integer.parseInt(part.first().substring(dash + 1));
    synchronized (committed) {
      committed
          .computeIfAbsent(checkpoint, id -> new TreeMap<>())
          .put(subtask, List.copyOf(part.second()));
    }
  }

  @Override
  public void takeBackAfter(long checkpointId) {
    synchronized (committed) {
      committed.tailMap(checkpointId, false).clear();
    }
  }

  private final class Writer implements SinkWriter<T, Pair<String, List<T>>> {
    private final int subtask;
    private List<T> written = new ArrayList<>();

    Writer(int subtask) {
      this.subtask = subtask;
    }

    @Override
    public void write(T value, long timestamp) {
      written.add(value);
    }

    @Override
    public List<Pair<String, List<T>>> prepareCommit(long checkpointId) {
      if (written.isEmpty()) {
        return List.of();
      }
      List<T> records = written;
      written = new ArrayList<>();
      return List.of(new Pair<>(checkpointId + "-" + subtask, records));
    }

    @Override
    public void close() {
      written.clear();
    }
  }
}
