package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.checkpoint.CheckpointRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunNewsTest {

  private final List<String> told = new ArrayList<>();

  /** Says what it was told, and fails each time if it is to. */
  private record Listener(String name, boolean fails, List<String> told) implements JobListener {

    private void hears(Object news) {
      told.add(name + ": " + news);
      if (fails) {
        throw new IllegalStateException("This listener always fails");
      }
    }

    @Override
    public void statusChanged(JobStatus status) {
      hears(status);
    }

    @Override
    public void restored(int attempt, OptionalLong snapshotId) {
      hears(attempt + " from " + snapshotId.orElse(0));
    }

    @Override
    public void attemptFailed(int attempt, Throwable cause) {
      hears(attempt + " failed by " + cause.getMessage());
    }

    @Override
    public void checkpointEnded(CheckpointRecord checkpoint) {
      hears(checkpoint.id() + (checkpoint.isCompleted() ? " completed" : " not completed"));
    }
  }

  @Test
  void listenerThatFails_keepsNoNewsBackFromTheOthers() {
    RunNews news =
        new RunNews(
            "job", List.of(new Listener("bad", true, told), new Listener("good", false, told)));

    news.statusChanged(JobStatus.RUNNING);
    news.restored(1, OptionalLong.empty());
    news.restored(2, OptionalLong.of(7));
    news.attemptFailed(2, new IllegalStateException("fire"));
    news.checkpointEnded(record(8, Optional.empty()));
    news.checkpointEnded(record(9, Optional.of("disk full")));

    assertThat(told)
        .isEqualTo(
            Stream.of(
                    "RUNNING",
                    "1 from 0",
                    "2 from 7",
                    "2 failed by fire",
                    "8 completed",
                    "9 not completed")
                .flatMap(each -> Stream.of("bad: " + each, "good: " + each))
                .toList());
  }

  private static CheckpointRecord record(long id, Optional<String> failure) {
    return new CheckpointRecord(
        id,
        CheckpointBarrier.Kind.CHECKPOINT,
        CheckpointRequest.Trigger.PERIODIC,
        10,
        20,
        0,
        0,
        Map.of(),
        Optional.empty(),
        failure);
  }
}
