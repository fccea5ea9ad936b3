package io.tidemark.monitor;

import com.sun.net.httpserver.HttpServer;
import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.monitor.metrics.PrometheusMetrics;
import io.tidemark.runtime.engine.JobHandle;
import io.tidemark.runtime.time.ProcessingTime;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves one job's page, API and metrics.
 *
 * <p>{@link #open} takes the port, so that what is wrong with it is known before a job runs; {@link
 * #watch} begins to answer; {@link #close} tells whoever still listens how the job has ended, and
 * lets the port and the token's file go. Any thread may call these.
 */
public final class MonitorServer implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int WAITING_REQUESTS = 64;
  private static final int BACKLOG = 64;
  private static final Duration SAMPLE = Duration.ofSeconds(1);

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final ProcessingTime time;
  private final Configuration configuration;
  private final TokenFile tokenFile;
  private final MonitorToken token;
  private final URI uri;
  private volatile boolean closed;
  private volatile @Nullable Requests requests;
  private volatile ProcessingTime.@Nullable Alarm sampling;

  private MonitorServer(
      HttpServer server,
      Configuration configuration,
      ProcessingTime time,
      Path tokenFolder,
      MonitorToken token) {
    this.server = server;
    this.configuration = configuration;
    this.time = time;
    this.token = token;
    this.tokenFile = TokenFile.ofPort(tokenFolder, server.getAddress().getPort());
    this.uri = URI.create("http://" + authority(server.getAddress()));
    this.threads = threads();
  }

  /**
   * Takes the port that {@code rest.port} names.
   *
   * @param tokenFolder where the token's file goes: see {@link TokenFile#folder}
   * @throws InvalidConfigurationException if the address or the port cannot be had
   * @throws MonitorException if the token's file cannot be written
   */
  public static MonitorServer open(
      Configuration configuration, ProcessingTime time, Path tokenFolder, MonitorToken token) {
    HttpBounds.set();
    String address = configuration.get(MonitorOptions.BIND_ADDRESS);
    int port = configuration.get(MonitorOptions.PORT);
    HttpServer server;
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), BACKLOG);
    } catch (UnknownHostException e) {
      throw new InvalidConfigurationException(
          "rest.bind-address is '" + address + "', which is no address of this machine", e);
    } catch (BindException e) {
      throw new InvalidConfigurationException(
          "Nothing can listen on "
              + address
              + ", port "
              + port
              + " ("
              + e.getMessage()
              + "); another program may have it. Set rest.port to 0 for any free port",
          e);
    } catch (IOException e) {
      throw new MonitorException("The monitor cannot listen on " + address + ":" + port, e);
    }
    try {
      MonitorServer monitor = new MonitorServer(server, configuration, time, tokenFolder, token);
      monitor.tokenFile.write(token);
      return monitor;
    } catch (RuntimeException e) {
      server.stop(0);
      throw e;
    }
  }

  /** The page's address, without the token. */
  public URI uri() {
    return uri;
  }

  /** The page's address with the token behind it, where browsers keep it to themselves. */
  public URI uriWithToken() {
    return URI.create(uri + "/#token=" + token.secret());
  }

  public Path tokenFile() {
    return tokenFile.path();
  }

  /** Answers requests about {@code job} from now on. Called once. */
  public void watch(JobHandle job, PrometheusMetrics metrics) {
    ActivityWindow window = new ActivityWindow();
    RequestGuard guard = new RequestGuard(hosts(), token);
    Requests answering =
        new Requests(new Api(job, window, metrics, guard, configuration), job, time, threads);
    requests = answering;
    server.setExecutor(threads);
    server.createContext("/", answering);
    server.start();
    sample(job, window);
  }

  private void sample(JobHandle job, ActivityWindow window) {
    if (!closed) {
      window.add(job.overview());
      sampling =
          time.at(
              time.millis() + SAMPLE.toMillis(), () -> threads.execute(() -> sample(job, window)));
    }
  }

  private List<String> hosts() {
    List<String> hosts = new ArrayList<>(configuration.get(MonitorOptions.ADDRESS));
    hosts.add(configuration.get(MonitorOptions.BIND_ADDRESS));
    return hosts;
  }

  private static String authority(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    String text = host.isAnyLocalAddress() ? "localhost" : host.getHostAddress();
    return (text.contains(":") ? "[" + text + "]" : text) + ":" + address.getPort();
  }

  /** When all threads are taken and many wait, the thread that accepts connections helps out. */
  private static ThreadPoolExecutor threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_REQUESTS),
            action -> {
              Thread thread = new Thread(action, "tidemark-monitor");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** Whoever calls it beside another caller returns when that one does. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    ProcessingTime.Alarm next = sampling;
    if (next != null) {
      next.cancel();
    }
    Requests answering = requests;
    if (answering != null) {
      answering.awaitLast();
    }
    server.stop(0);
    endThreads();
    tokenFile.removeIfHolding(token);
  }

  /** So that none of them uses the clock any more, which the caller closes next. */
  private void endThreads() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
