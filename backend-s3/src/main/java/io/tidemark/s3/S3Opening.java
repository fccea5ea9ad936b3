package io.tidemark.s3;

import io.tidemark.config.Configuration;
import io.tidemark.s3.aws.AwsClients;
import io.tidemark.s3.object.Answers;
import io.tidemark.s3.object.ObjectClient;
import io.tidemark.s3.object.ObjectException;
import io.tidemark.s3.policy.RequestPolicies;
import io.tidemark.s3.settings.ClientSettings;
import io.tidemark.s3.settings.S3Options;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a storage together from its configuration, and finds out whether it works. */
final class S3Opening {

  private static final Logger LOG = LoggerFactory.getLogger(S3Opening.class);

  /** How long opening may take, tries included. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int IDLE_SECONDS = 30;

  private final S3Root root;
  private final StorageContext context;
  private final Configuration configuration;
  private final ClientSettings settings;
  private final S3Errors errors;
  private final LongSupplier nanoClock = new NanoClock();
  private final Pause pause = new Pause();
  private final SplittableRandom random;

  S3Opening(S3Root root, StorageContext context) {
    this.root = root;
    this.context = context;
    this.configuration = context.configuration();
    this.settings = ClientSettings.of(configuration);
    this.errors = new S3Errors(root, settings);
    // Storages that are opened in the same instant, by whatever process, must draw different names.
    this.random = new SplittableRandom(new SecureRandom().nextLong());
  }

  SnapshotStorage open() {
    int parallelism = configuration.get(S3Options.PARALLELISM);
    Connection connection =
        new Connection(
            client(),
            threads(parallelism),
            pause,
            (int) configuration.get(S3Options.PART_SIZE).bytes(),
            parallelism,
            new Pace(nanoClock),
            settings.checksum());
    try {
      requireAnswer(connection);
      return new S3Storage(root, connection, freeNames(connection), errors, context.clock());
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private ObjectClient client() {
    Answers answers = new Answers(nanoClock, settings.requestTimeout().toNanos());
    ObjectClient client =
        switch (configuration.get(S3Options.CLIENT)) {
          case SDK2 -> AwsClients.sdk2(root.bucket(), settings, answers);
          case SDK1 -> AwsClients.sdk1(root.bucket(), settings, answers);
        };
    return new RequestPolicies(
            configuration, context.metrics(), nanoClock, pause::await, random.split())
        .around(client);
  }

  private FreeNames freeNames(Connection connection) {
    return switch (configuration.get(S3Options.CREATE_IF_ABSENT)) {
      case CONDITIONAL_PUT ->
          new ConditionalWrites(
              connection,
              settings.server(),
              root.key(".tidemark-probe-" + Long.toHexString(random.nextLong())));
      case CHECK_THEN_PUT -> {
        LOG.warn(
            "Manifests and epochs under {} are made by looking and then writing"
                + " (s3.create-if-absent = check-then-put): two coordinators of one job may both"
                + " believe that they are the only one",
            root);
        yield new CheckedWrites(connection);
      }
    };
  }

  /** Finds out what is wrong while somebody looks, rather than at the first checkpoint. */
  private void requireAnswer(Connection connection) {
    Future<?> answer =
        connection.threads().submit(() -> connection.client().list(root.prefix(), null, 1));
    try {
      answer.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw errors.of(
          "open the storage",
          ObjectException.timedOut(
              "no answer within "
                  + PATIENCE.toSeconds()
                  + " s, and the server was asked again and"
                  + " again: correct s3.endpoint, or look after the server",
              e));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ObjectException failed) {
        throw errors.of("open the storage", failed);
      }
      throw new IllegalStateException("Opening " + root + " failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw errors.of("open the storage", ObjectException.givenUp("the thread was interrupted", e));
    }
  }

  private static ExecutorService threads(int parallelism) {
    AtomicInteger made = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            parallelism,
            parallelism,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "tidemark-s3-" + made.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
