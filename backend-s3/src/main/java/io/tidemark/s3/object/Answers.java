package io.tidemark.s3.object;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks that an answer is what was asked for. A server, or what stands before it, may send an
 * error as if it were a success.
 */
public final class Answers {

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

  private final LongSupplier nanoClock;
  private final long timeoutNanos;

  /**
   * Makes it.
   *
   * @param timeoutNanos how long reading one body may take
   */
  public Answers(LongSupplier nanoClock, long timeoutNanos) {
    this.nanoClock = nanoClock;
    this.timeoutNanos = timeoutNanos;
  }

  /**
   * What an answer must have.
   *
   * @param what it is, for the error
   * @throws ObjectException if it is not there
   */
  public static String requirePresent(@Nullable String value, String what) {
    if (value == null) {
      throw ObjectException.nonsense("the answer is a success without the " + what);
    }
    return value;
  }

  /**
   * What an answer to a deletion leaves undeleted: what it refuses, and what it does not mention.
   *
   * @param asked the keys that were to be deleted
   */
  public static List<Undeleted> undeleted(
      List<String> asked, Stream<String> deleted, Stream<Undeleted> refused) {
    Set<String> unmentioned = new LinkedHashSet<>(asked);
    deleted.forEach(unmentioned::remove);
    List<Undeleted> left = new ArrayList<>(refused.toList());
    left.forEach(each -> unmentioned.remove(each.key()));
    unmentioned.forEach(key -> left.add(Undeleted.unmentioned(key)));
    return left;
  }

  /**
   * The body of an answer, which is aborted if it is another range.
   *
   * @param length how many bytes were asked for, or {@link Long#MAX_VALUE} for all from {@code
   *     offset} on
   * @param contentRange the header that tells which range the body is
   */
  public ObjectBody body(Answer answer, @Nullable String contentRange, long offset, long length) {
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
