package io.tidemark.s3;

import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks for ranges, and checks that an answer is the range that was asked for. */
final class Answers {

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

  private final LongSupplier nanoClock;
  private final long timeoutNanos;

  /**
   * Makes it.
   *
   * @param timeoutNanos how long reading one body may take
   */
  Answers(LongSupplier nanoClock, long timeoutNanos) {
    this.nanoClock = nanoClock;
    this.timeoutNanos = timeoutNanos;
  }

  /**
   * The body of an answer, which is aborted if it is another range.
   *
   * @param length how many bytes were asked for, or {@link Long#MAX_VALUE} for all from {@code
   *     offset} on
   * @param contentRange the header that tells which range the body is
   */
  ObjectBody body(
      AnsweredBody.Answer answer, @Nullable String contentRange, long offset, long length) {
    Matcher range = CONTENT_RANGE.matcher(contentRange == null ? "" : contentRange);
    if (!range.matches()) {
      answer.abort().run();
      throw ObjectException.nonsense(
          "the answer is no range of the object: Content-Range is '" + contentRange + "'");
    }
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    long total = Long.parseLong(range.group(3));
    if (first != offset || last < first || last != Math.min(total - offset, length) + offset - 1) {
      answer.abort().run();
      throw ObjectException.nonsense(
          "the answer is another range than "
              + (length == Long.MAX_VALUE ? "all bytes" : length + " bytes")
              + " from "
              + offset
              + ": "
              + contentRange);
    }
    return new AnsweredBody(answer, last - first + 1, total, nanoClock, timeoutNanos);
  }
}
