package io.tidemark.runtime.engine;

import io.tidemark.runtime.connector.Committer;
import io.tidemark.runtime.connector.Sink;
import io.tidemark.runtime.connector.SinkContext;
import io.tidemark.runtime.connector.SinkWriter;
import io.tidemark.runtime.connector.SupportsTakeBack;
import io.tidemark.runtime.connector.memory.InMemorySink;
import io.tidemark.runtime.connector.memory.WrittenBy;
import io.tidemark.serialization.Pair;
import io.tidemark.serialization.Serializer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A sink into memory whose next commits fail.
 *
 * @param failures how many more fail
 * @param looking runs whenever it was looked at what is committed
 */
record FailingCommits(InMemorySink<String> sink, AtomicInteger failures, Runnable looking)
    implements Sink<String, Pair<WrittenBy, List<String>>>, SupportsTakeBack {

  @Override
  public Serializer<Pair<WrittenBy, List<String>>> committables() {
    return sink.committables();
  }

  @Override
  public SinkWriter<String, Pair<WrittenBy, List<String>>> writer(SinkContext context) {
    return sink.writer(context);
  }

  @Override
  public Committer<Pair<WrittenBy, List<String>>> committer(SinkContext context) {
    Committer<Pair<WrittenBy, List<String>>> committer = sink.committer(context);
    return committable -> {
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("cannot commit");
      }
      committer.commit(committable);
    };
  }

  @Override
  public TakeBack look(String job) {
    TakeBack seen = sink.look(job);
    looking.run();
    return seen;
  }

  @Override
  public Object place() {
    return sink.place();
  }
}
