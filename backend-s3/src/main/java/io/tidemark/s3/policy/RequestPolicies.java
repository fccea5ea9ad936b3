package io.tidemark.s3.policy;

import io.tidemark.config.ConfigOption;
import io.tidemark.config.Configuration;
import io.tidemark.config.MemorySize;
import io.tidemark.s3.object.ObjectClient;
import io.tidemark.s3.settings.S3Options;
import io.tidemark.spi.MetricGroup;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Puts around a client what holds for all requests: each attempt is counted and keeps to the
 * bandwidths, and what may succeed later is tried again.
 */
public final class RequestPolicies {

  private final Configuration configuration;
  private final MetricGroup metrics;
  private final LongSupplier nanoClock;
  private final LongConsumer pause;
  private final RandomGenerator random;

  /**
   * Makes policies of what a configuration says.
   *
   * @param nanoClock only goes forward; any thread may call
   * @param pause waits for so many nanoseconds, or throws; any thread may call
   * @param random nobody else's from now on
   */
  public RequestPolicies(
      Configuration configuration,
      MetricGroup metrics,
      LongSupplier nanoClock,
      LongConsumer pause,
      RandomGenerator random) {
    this.configuration = configuration;
    this.metrics = metrics;
    this.nanoClock = nanoClock;
    this.pause = pause;
    this.random = random;
  }

  /**
   * The client to be used in place of one.
   *
   * @param client sends each request once; closed with what is returned
   */
  public ObjectClient around(ObjectClient client) {
    ObjectClient once = new MeteredClient(client, metrics);
    Optional<Bandwidth> upload = bandwidth(S3Options.UPLOAD_BANDWIDTH);
    Optional<Bandwidth> download = bandwidth(S3Options.DOWNLOAD_BANDWIDTH);
    if (upload.isPresent() || download.isPresent()) {
      once = new PacedClient(once, upload, download);
    }
    return new RetryingClient(once, retries());
  }

  private Retries retries() {
    return new Retries(
        configuration.get(S3Options.MAX_ATTEMPTS),
        new Backoff(
            configuration.get(S3Options.BASE_DELAY),
            configuration.get(S3Options.MAX_DELAY),
            random),
        new RetryBudget(configuration.get(S3Options.RETRY_BUDGET)),
        pause,
        metrics.counter("s3.retries"));
  }

  private Optional<Bandwidth> bandwidth(ConfigOption<MemorySize> limit) {
    return configuration.find(limit).map(bytes -> new Bandwidth(bytes.bytes(), nanoClock, pause));
  }
}
