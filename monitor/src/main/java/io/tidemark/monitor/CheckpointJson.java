package io.tidemark.monitor;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.runtime.engine.CheckpointRecord;
import io.tidemark.runtime.engine.JobOverview;
import io.tidemark.runtime.engine.PendingRecord;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskSnapshot;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checkpoints and savepoints as JSON, alone with all their parts, or in lists without them. */
final class CheckpointJson {

  private CheckpointJson() {}

  /** The fields {@code pending} and {@code checkpoints}, oldest first. */
  static void writeLists(JobOverview job, JsonGenerator out) throws IOException {
    int subtasks = job.tasks().stream().mapToInt(JobOverview.Task::parallelism).sum();
    out.writeArrayFieldStart("pending");
    for (PendingRecord pending : job.pending()) {
      out.writeStartObject();
      writeHead(pending, out);
      out.writeNumberField("acknowledged", pending.phases().size());
      out.writeNumberField("subtasks", subtasks);
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("checkpoints");
    for (CheckpointRecord ended : job.ended()) {
      out.writeStartObject();
      writeEnded(ended, out);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  static void write(CheckpointRecord ended, JsonGenerator out) throws IOException {
    out.writeStartObject();
    writeEnded(ended, out);
    writeParts(ended.phases(), out);
    out.writeEndObject();
  }

  static void write(PendingRecord pending, JsonGenerator out) throws IOException {
    out.writeStartObject();
    writeHead(pending, out);
    writeParts(pending.phases(), out);
    out.writeEndObject();
  }

  private static void writeHead(PendingRecord pending, JsonGenerator out) throws IOException {
    out.writeNumberField("id", pending.id());
    out.writeStringField("kind", JobJson.word(pending.kind()));
    out.writeStringField("trigger", JobJson.word(pending.trigger()));
    out.writeNumberField("started", pending.startedMillis());
  }

  private static void writeEnded(CheckpointRecord ended, JsonGenerator out) throws IOException {
    out.writeNumberField("id", ended.id());
    out.writeStringField("kind", JobJson.word(ended.kind()));
    out.writeStringField("trigger", JobJson.word(ended.trigger()));
    out.writeNumberField("started", ended.startedMillis());
    out.writeNumberField("ended", ended.endedMillis());
    out.writeBooleanField("completed", ended.isCompleted());
    out.writeNumberField("totalBytes", ended.totalBytes());
    out.writeNumberField("addedBytes", ended.addedBytes());
    JobJson.writeText("location", ended.uri().map(URI::toString), out);
    JobJson.writeText("failure", ended.failure(), out);
    writeLongest(ended.phases(), out);
  }

  /** The longest of each phase over all subtasks: what held the checkpoint up. */
  private static void writeLongest(Map<SubtaskId, TaskSnapshot.Phases> phases, JsonGenerator out)
      throws IOException {
    long alignment = 0;
    long sync = 0;
    long async = 0;
    long channelBytes = 0;
    for (TaskSnapshot.Phases part : phases.values()) {
      alignment = Math.max(alignment, part.alignment().toMillis());
      sync = Math.max(sync, part.sync().toMillis());
      async = Math.max(async, part.async().toMillis());
      channelBytes += part.channelStateBytes();
    }
    out.writeNumberField("longestAlignment", alignment);
    out.writeNumberField("longestSync", sync);
    out.writeNumberField("longestAsync", async);
    out.writeNumberField("channelBytes", channelBytes);
  }

  private static void writeParts(Map<SubtaskId, TaskSnapshot.Phases> phases, JsonGenerator out)
      throws IOException {
    out.writeArrayFieldStart("parts");
    for (Map.Entry<SubtaskId, TaskSnapshot.Phases> part : new TreeMap<>(phases).entrySet()) {
      out.writeStartObject();
      out.writeStringField("task", part.getKey().task());
      out.writeNumberField("subtask", part.getKey().index());
      out.writeNumberField("alignment", part.getValue().alignment().toMillis());
      out.writeNumberField("sync", part.getValue().sync().toMillis());
      out.writeNumberField("async", part.getValue().async().toMillis());
      out.writeNumberField("channelBytes", part.getValue().channelStateBytes());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** The whole of one checkpoint, under way or ended, if it is still remembered. */
  static Optional<Answer> find(JobOverview job, long id) {
    Optional<Answer> ended =
        job.ended().stream()
            .filter(one -> one.id() == id)
            .findFirst()
            .map(one -> Answer.json(200, out -> write(one, out)));
    return ended.or(
        () ->
            job.pending().stream()
                .filter(one -> one.id() == id)
                .findFirst()
                .map(one -> Answer.json(200, out -> write(one, out))));
  }
}
