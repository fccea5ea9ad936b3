package io.tidemark.monitor;

import java.util.List;

/** A job's activity over time as JSON: one array a quantity, oldest first. */
final class ActivityJson {

  private ActivityJson() {}

  static Answer answer(List<ActivityWindow.Point> points) {
    return Answer.json(
        200,
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("time");
          for (ActivityWindow.Point point : points) {
            out.writeNumber(point.timeMillis());
          }
          out.writeEndArray();
          out.writeArrayFieldStart("recordsPerSecond");
          for (ActivityWindow.Point point : points) {
            out.writeNumber(Math.round(point.recordsPerSecond() * 10) / 10.0);
          }
          out.writeEndArray();
          out.writeArrayFieldStart("backPressure");
          for (ActivityWindow.Point point : points) {
            out.writeNumber(Math.round(point.backPressure() * 1000) / 1000.0);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }
}
