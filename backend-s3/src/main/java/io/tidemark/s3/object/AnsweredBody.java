package io.tidemark.s3.object;

import java.io.IOException;
import java.util.function.LongSupplier;

/** The body of one answer. */
final class AnsweredBody implements ObjectBody {

  /** What is read on to the end, so that the connection can be used again. */
  private static final int WORTH_READING_ON = 16 << 10;

  private final Answer answer;
  private final long length;
  private final long total;
  private final LongSupplier nanoClock;
  private final long timeoutNanos;
  private long done;
  private long waitedNanos;
  private boolean broken;
  private boolean closed;

  /**
   * Makes a body.
   *
   * @param timeoutNanos how long all reads together may take: a server that sends a byte now and
   *     then would hold a reader for ever
   */
  AnsweredBody(Answer answer, long length, long total, LongSupplier nanoClock, long timeoutNanos) {
    this.answer = answer;
    this.length = length;
    this.total = total;
    this.nanoClock = nanoClock;
    this.timeoutNanos = timeoutNanos;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public long total() {
    return total;
  }

  @Override
  public int read(byte[] target, int offset, int count) {
    long begun = nanoClock.getAsLong();
    int read = readSome(target, offset, (int) Math.min(count, length - done));
    if (read < 0) {
      broken = true;
      throw ObjectException.nonsense("the answer ended after " + done + " of " + length + " bytes");
    }
    done += read;
    waitedNanos += nanoClock.getAsLong() - begun;
    if (done < length && waitedNanos > timeoutNanos) {
      broken = true;
      throw ObjectException.timedOut(
          "only " + done + " of " + length + " bytes came within s3.request.timeout", null);
    }
    return read;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (broken || length - done > WORTH_READING_ON) {
      answer.abort().run();
      return;
    }
    try {
      answer.bytes().skipNBytes(length - done);
      answer.bytes().close();
    } catch (IOException | RuntimeException e) {
      // Nobody misses a byte; only the connection cannot be used again.
      answer.abort().run();
    }
  }

  private int readSome(byte[] target, int offset, int count) {
    try {
      return answer.bytes().read(target, offset, count);
    } catch (IOException | RuntimeException e) {
      broken = true;
      throw answer.errors().apply(e);
    }
  }
}
