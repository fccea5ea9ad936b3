package io.tidemark.s3.aws;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** The time as servers write it into their answers. */
final class ServerDate {

  private ServerDate() {}

  /** In milliseconds since the epoch; 0 if the server wrote something else. */
  static long parse(String header) {
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header)).toEpochMilli();
    } catch (DateTimeException e) {
      return 0;
    }
  }
}
