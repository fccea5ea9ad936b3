package io.tidemark.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotStorage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {

  /** Counts by name, behind the groups in which it was counted. */
  private record Counts(String path, Map<String, Long> values) implements MetricGroup {
    @Override
    public Counter counter(String name) {
      return amount -> values.merge(path + name, amount, Long::sum);
    }

    @Override
    public void gauge(String name, DoubleSupplier value) {}

    @Override
    public DurationMetric duration(String name) {
      return (Duration duration) -> {};
    }

    @Override
    public MetricGroup group(String name, String value) {
      return new Counts(path + value + " ", values);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void requestsBytesRetriesAndFailures_areCounted(String client) throws Exception {
    Map<String, Long> counts = new ConcurrentHashMap<>();
    try (FaultyProxy proxy = FaultyProxy.before(S3Server.endpoint());
        SnapshotStorage storage =
            Opened.open(
                Opened.freshRoot(),
                Opened.patient(proxy.endpoint(), client),
                new Counts("", counts))) {
      AtomicInteger failing = new AtomicInteger(2);
      proxy.plan(request -> failing.getAndDecrement() > 0 ? Fault.SLOW_DOWN : Fault.NONE);
      Opened.put(storage, "small", new byte[100]);
      Opened.put(storage, "large", Opened.content("large", Opened.LARGE));
      Opened.get(storage, "small");
      storage.delete(List.of("small", "large"));
    }

    assertThat(counts)
        .containsEntry("put-object s3.requests", 3L)
        .containsEntry("put-object s3.failures", 2L)
        .containsEntry("put-object s3.throttled", 2L)
        .containsEntry("s3.retries", 2L)
        .containsEntry("create-multipart-upload s3.requests", 1L)
        .containsEntry("upload-part s3.requests", 2L)
        .containsEntry("complete-multipart-upload s3.requests", 1L)
        .containsEntry("get-object s3.requests", 1L)
        .containsEntry("delete-objects s3.requests", 1L)
        .containsEntry("list-objects s3.requests", 1L)
        .containsEntry("s3.bytes.sent", 300L + Opened.LARGE)
        .containsEntry("s3.bytes.received", 100L)
        .doesNotContainKey("head-object s3.requests");
  }
}
