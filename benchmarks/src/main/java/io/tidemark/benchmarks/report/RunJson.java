package io.tidemark.benchmarks.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.benchmarks.result.Chapter;
import io.tidemark.benchmarks.result.Comparison;
import io.tidemark.benchmarks.result.Distribution;
import io.tidemark.benchmarks.result.Failure;
import io.tidemark.benchmarks.result.Measurement;
import io.tidemark.benchmarks.result.Run;
import io.tidemark.benchmarks.result.Series;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run with all its rounds, and with what JMH wrote about each process. */
public final class RunJson {

  private final JsonGenerator json;

  private RunJson(JsonGenerator json) {
    this.json = json;
  }

  /** The run as JSON. */
  public static String of(Run run) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      new RunJson(json).run(run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private void run(Run run) throws IOException {
    json.writeStartObject();
    json.writeStringField("started", run.started().toString());
    json.writeStringField("command", run.command());
    json.writeStringField("commit", run.commit());
    texts("machine", run.machine());
    texts("versions", run.versions());
    json.writeArrayFieldStart("chapters");
    for (Chapter chapter : run.chapters()) {
      json.writeStartObject();
      json.writeStringField("title", chapter.title());
      json.writeArrayFieldStart("experiments");
      for (Measurement measurement : chapter.measurements()) {
        measurement(measurement);
      }
      json.writeEndArray();
      failures(chapter);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void failures(Chapter chapter) throws IOException {
    json.writeObjectFieldStart("failures");
    for (Failure failure : chapter.failures()) {
      json.writeStringField(failure.experiment(), failure.summary());
    }
    json.writeEndObject();
  }

  private void texts(String name, Map<String, String> texts) throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }

  private void measurement(Measurement measurement) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", measurement.name());
    json.writeNumberField("seconds", Math.round(measurement.seconds()));
    json.writeArrayFieldStart("rows");
    for (Comparison row : measurement.comparisons()) {
      row(row);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("rounds");
    for (Series series : measurement.series().values()) {
      series(series);
    }
    json.writeEndObject();
    json.writeObjectFieldStart("jmh");
    for (Map.Entry<String, String> result : measurement.jmhResults().entrySet()) {
      json.writeFieldName(result.getKey());
      json.writeRawValue(result.getValue().strip());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void row(Comparison row) throws IOException {
    json.writeStartObject();
    json.writeStringField("title", row.row().title());
    json.writeStringField("unit", row.row().metric().unit());
    distribution("tidemark", row.subject());
    if (row.rival() != null) {
      json.writeStringField("rival", row.rival());
    }
    distribution("rivalFigures", row.rivalFigures());
    distribution("ratio", row.ratio());
    Double reach = row.row().reach();
    if (reach != null) {
      json.writeNumberField("reach", reach);
      json.writeBooleanField("reached", row.reached());
    }
    json.writeEndObject();
  }

  private void distribution(String name, @Nullable Distribution distribution) throws IOException {
    if (distribution != null) {
      json.writeObjectFieldStart(name);
      json.writeNumberField("median", distribution.median());
      json.writeNumberField("low", distribution.low());
      json.writeNumberField("high", distribution.high());
      json.writeEndObject();
    }
  }

  private void series(Series series) throws IOException {
    json.writeArrayFieldStart(series.contender());
    for (int round = 0; round < series.scores().size(); round++) {
      json.writeStartObject();
      json.writeNumberField("score", series.scores().get(round));
      for (Map.Entry<String, Double> fact : series.facts().get(round).entrySet()) {
        json.writeNumberField(fact.getKey(), fact.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
