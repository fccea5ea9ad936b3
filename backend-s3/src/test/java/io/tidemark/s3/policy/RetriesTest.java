package io.tidemark.s3.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.s3.object.ObjectException;
import io.tidemark.spi.MetricGroup;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetriesTest {

  private final List<Long> pauses = new ArrayList<>();

  private Retries retries(int maxAttempts, int budget) {
    return new Retries(
        maxAttempts,
        new Backoff(Duration.ofNanos(100), Duration.ofNanos(1_000), new SplittableRandom(1)),
        new RetryBudget(budget),
        pauses::add,
        MetricGroup.none().counter("s3.retries"));
  }

  @ParameterizedTest
  @CsvSource({
    "500, InternalError, true",
    "500, '', true",
    "502, '', true",
    "503, SlowDown, true",
    "504, '', true",
    "408, '', true",
    "429, '', true",
    "400, RequestTimeout, true",
    "409, ConditionalRequestConflict, true",
    "200, InternalError, true",
    "200, SlowDown, true",
    "200, AccessDenied, false",
    "409, OperationAborted, false",
    "501, NotImplemented, false",
    "400, BadRequest, false",
    "401, '', false",
    "403, AccessDenied, false",
    "404, NoSuchKey, false",
    "412, PreconditionFailed, false",
    "416, InvalidRange, false",
    "301, PermanentRedirect, false"
  })
  void answers_areWorthAnotherTryExactlyWhereTheyMayChange(
      int status, String code, boolean retryable) {
    assertThat(ObjectException.answered(status, code, null, null).isRetryable())
        .isEqualTo(retryable);
  }

  @Test
  void brokenConnections_areWorthAnotherTryAndOtherFailuresAreNot() {
    assertThat(unanswered(new IOException("Connection reset"))).isTrue();
    assertThat(unanswered(new SocketTimeoutException("Read timed out"))).isTrue();
    assertThat(unanswered(new UnknownHostException("s3"))).isTrue();
    assertThat(unanswered(new RuntimeException(new IOException("Broken pipe")))).isTrue();
    assertThat(unanswered(new SSLHandshakeException("not trusted"))).isFalse();
    assertThat(unanswered(new IllegalArgumentException("no credentials"))).isFalse();
  }

  private static boolean unanswered(Throwable cause) {
    return ObjectException.unanswered("no answer", cause).isRetryable();
  }

  @Test
  void failureForNow_isTriedAgainUntilItSucceeds() {
    List<Integer> attempts = new ArrayList<>();
    String result =
        retries(8, 100)
            .run(
                "try",
                failures -> {
                  attempts.add(failures);
                  if (failures < 3) {
                    throw ObjectException.answered(503, "SlowDown", "later", null);
                  }
                  return "done";
                });

    assertThat(result).isEqualTo("done");
    assertThat(attempts).containsExactly(0, 1, 2, 3);
    assertThat(pauses).hasSize(3);
  }

  @Test
  void attempts_areLimited() {
    List<Integer> attempts = new ArrayList<>();
    assertThatThrownBy(() -> retries(4, 100).run("try", failures -> fail(attempts, failures)))
        .isInstanceOf(ObjectException.class);

    assertThat(attempts).containsExactly(0, 1, 2, 3);
  }

  @Test
  void failureForGood_isNotTriedAgain() {
    assertThatThrownBy(
            () ->
                retries(8, 100)
                    .run(
                        "try",
                        failures -> {
                          throw ObjectException.answered(403, "AccessDenied", "no", null);
                        }))
        .isInstanceOf(ObjectException.class);

    assertThat(pauses).isEmpty();
  }

  @Test
  void budget_isSharedByAllRequestsAndEarnedBackByTen() {
    Retries retries = retries(8, 3);
    List<Integer> attempts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> retries.run("try", failures -> fail(attempts, failures)))
          .isInstanceOf(ObjectException.class);
    }
    assertThat(attempts).as("three retries in all").containsExactly(0, 1, 2, 3, 0, 0);

    for (int i = 0; i < 10; i++) {
      retries.run("succeed", failures -> true);
    }
    attempts.clear();
    assertThatThrownBy(() -> retries.run("try", failures -> fail(attempts, failures)))
        .isInstanceOf(ObjectException.class);
    assertThat(attempts).containsExactly(0, 1);
  }

  private static boolean fail(List<Integer> attempts, int failures) {
    attempts.add(failures);
    throw ObjectException.answered(503, "SlowDown", "later", null);
  }

  @Test
  void waits_doubleUpToTheMostAndAreRandomBelow() {
    Backoff backoff =
        new Backoff(Duration.ofNanos(100), Duration.ofNanos(1_000), new SplittableRandom(1));
    int[] most = {100, 200, 400, 800, 1_000, 1_000};
    for (int failures = 1; failures <= most.length; failures++) {
      int attempt = failures;
      List<Long> waits = IntStream.range(0, 200).mapToObj(i -> backoff.nanos(attempt)).toList();
      assertThat(waits).allMatch(wait -> wait >= 0 && wait <= most[attempt - 1]);
      assertThat(waits).anyMatch(wait -> wait > most[attempt - 1] / 2);
      assertThat(waits).anyMatch(wait -> wait < most[attempt - 1] / 2);
    }
    assertThat(backoff.nanos(1_000)).isBetween(0L, 1_000L);
  }

  @Test
  void waitThatIsEnded_endsTheTriesAndKeepsTheFailureBefore() {
    Retries retries =
        new Retries(
            8,
            new Backoff(Duration.ofDays(1), Duration.ofDays(1), new SplittableRandom(1)),
            new RetryBudget(10),
            nanos -> {
              throw ObjectException.givenUp("closed", null);
            },
            MetricGroup.none().counter("s3.retries"));

    assertThatThrownBy(
            () ->
                retries.run(
                    "try",
                    failures -> {
                      throw ObjectException.answered(503, "SlowDown", "later", null);
                    }))
        .isInstanceOf(ObjectException.class)
        .hasMessage("closed")
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .singleElement()
                    .satisfies(before -> assertThat(before).hasMessage("later")));
  }
}
