package io.tidemark.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the body of an answer and checks that it is the range that was asked for. */
final class BodyReader {

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

  private final LongSupplier nanoClock;
  private final long timeoutNanos;

  /**
   * Makes a reader.
   *
   * @param timeoutNanos how long one body may take: a server that sends a byte now and then would
   *     hold a request for ever
   */
  BodyReader(LongSupplier nanoClock, long timeoutNanos) {
    this.nanoClock = nanoClock;
    this.timeoutNanos = timeoutNanos;
  }

  /**
   * Reads a whole body.
   *
   * @param contentRange the header that tells which range the body is
   */
  FetchedRange read(
      InputStream body,
      @Nullable String contentRange,
      long offset,
      int length,
      IntFunction<byte[]> buffers)
      throws IOException {
    Matcher range = CONTENT_RANGE.matcher(contentRange == null ? "" : contentRange);
    if (!range.matches()) {
      throw ObjectException.nonsense(
          "the answer is no range of the object: Content-Range is '" + contentRange + "'");
    }
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    long total = Long.parseLong(range.group(3));
    if (first != offset || last != Math.min(total - offset, length) + offset - 1) {
      throw ObjectException.nonsense(
          "the answer is another range than "
              + length
              + " bytes from "
              + offset
              + ": "
              + contentRange);
    }
    int count = (int) (last - first + 1);
    byte[] bytes = buffers.apply(count);
    readFully(body, bytes, count);
    return new FetchedRange(bytes, count, total);
  }

  private void readFully(InputStream body, byte[] target, int count) throws IOException {
    long begun = nanoClock.getAsLong();
    for (int at = 0; at < count; ) {
      int read = body.read(target, at, count - at);
      if (read < 0) {
        throw ObjectException.nonsense("the answer ended after " + at + " of " + count + " bytes");
      }
      at += read;
      if (at < count && nanoClock.getAsLong() - begun > timeoutNanos) {
        throw ObjectException.timedOut(
            "only " + at + " of " + count + " bytes came within s3.request.timeout", null);
      }
    }
  }
}
