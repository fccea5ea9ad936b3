package io.tidemark.monitor;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.runtime.engine.AttemptRecord;
import io.tidemark.runtime.engine.JobOverview;
import io.tidemark.runtime.task.SubtaskCounts;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A job's overview as JSON. Times are milliseconds since the epoch, shares are from 0 to 1, and
 * what is not known is null.
 */
final class JobJson {

  private JobJson() {}

  static void write(JobOverview job, Optional<JobRates> rates, JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("job", job.name());
    out.writeStringField("status", word(job.status()));
    out.writeBooleanField("ended", job.status().isEnd());
    writeText("failure", job.failure(), out);
    out.writeNumberField("time", job.timeMillis());
    out.writeNumberField("attempt", job.attempt());
    out.writeArrayFieldStart("tasks");
    for (int i = 0; i < job.tasks().size(); i++) {
      List<JobRates.Rates> ofTask = rates.isPresent() ? rates.get().tasks().get(i) : List.of();
      writeTask(job.tasks().get(i), ofTask, out);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("edges");
    for (JobOverview.Edge edge : job.edges()) {
      writeEdge(edge, out);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("attempts");
    for (AttemptRecord attempt : job.attempts()) {
      writeAttempt(attempt, out);
    }
    out.writeEndArray();
    CheckpointJson.writeLists(job, out);
    out.writeEndObject();
  }

  /**
   * @param rates of all subtasks, or of none
   */
  private static void writeTask(
      JobOverview.Task task, List<JobRates.Rates> rates, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", task.name());
    out.writeArrayFieldStart("operators");
    for (String operator : task.operators()) {
      out.writeString(operator);
    }
    out.writeEndArray();
    out.writeNumberField("parallelism", task.parallelism());
    out.writeArrayFieldStart("subtasks");
    for (int i = 0; i < task.subtasks().size(); i++) {
      writeSubtask(
          task.subtasks().get(i),
          i < rates.size() ? Optional.of(rates.get(i)) : Optional.empty(),
          out);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  /** One that has ended does nothing, neither fast nor slowly. */
  private static void writeSubtask(
      SubtaskCounts counts, Optional<JobRates.Rates> lately, JsonGenerator out) throws IOException {
    Optional<JobRates.Rates> rates =
        lately.filter(known -> counts.status() != SubtaskCounts.Status.ENDED);
    out.writeStartObject();
    out.writeStringField("status", word(counts.status()));
    out.writeNumberField("recordsIn", counts.recordsIn());
    out.writeNumberField("recordsOut", counts.recordsOut());
    writeNumber("recordsInPerSecond", rates.map(JobRates.Rates::recordsIn), out);
    writeNumber("recordsOutPerSecond", rates.map(JobRates.Rates::recordsOut), out);
    writeNumber("backPressure", rates.map(JobRates.Rates::backPressure), out);
    writeNumber("idle", rates.map(JobRates.Rates::idle), out);
    writeNumber("busy", rates.map(JobRates.Rates::busy), out);
    boolean ended = counts.watermark() == Long.MAX_VALUE;
    writeTime(
        "watermark",
        ended || counts.watermark() == Long.MIN_VALUE
            ? OptionalLong.empty()
            : OptionalLong.of(counts.watermark()),
        out);
    out.writeBooleanField("eventTimeEnded", ended);
    out.writeEndObject();
  }

  private static void writeEdge(JobOverview.Edge edge, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("from", edge.from());
    out.writeStringField("to", edge.to());
    out.writeStringField("operator", edge.operator());
    writeText("output", Optional.of(edge.output()).filter(output -> !output.isEmpty()), out);
    out.writeStringField("partitioning", word(edge.partitioning()));
    out.writeEndObject();
  }

  private static void writeAttempt(AttemptRecord attempt, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeNumberField("number", attempt.number());
    out.writeNumberField("started", attempt.startedMillis());
    writeTime("restored", attempt.restoredId(), out);
    writeTime("running", attempt.runningMillis(), out);
    writeTime("ended", attempt.endedMillis(), out);
    writeText("failure", attempt.failure(), out);
    out.writeEndObject();
  }

  /** An enum's constant as the API spells it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static void writeText(String name, Optional<String> text, JsonGenerator out) throws IOException {
    if (text.isPresent()) {
      out.writeStringField(name, text.get());
    } else {
      out.writeNullField(name);
    }
  }

  private static void writeTime(String name, OptionalLong time, JsonGenerator out)
      throws IOException {
    if (time.isPresent()) {
      out.writeNumberField(name, time.getAsLong());
    } else {
      out.writeNullField(name);
    }
  }

  /** With three digits: nobody reads more, and a page of them stays small. */
  private static void writeNumber(String name, Optional<Double> number, JsonGenerator out)
      throws IOException {
    if (number.isPresent()) {
      out.writeNumberField(name, Math.round(number.get() * 1000) / 1000.0);
    } else {
      out.writeNullField(name);
    }
  }
}
