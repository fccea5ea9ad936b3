package io.tidemark.cli.output;

import io.tidemark.snapshot.repository.WorkProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Tells on the standard error how far work is that takes more than two seconds: a bar with rate and
 * remaining time if that is a terminal, now and then a line if not. Closing it ends the bar. Any
 * thread may call.
 */
public final class LongWork implements WorkProgress, AutoCloseable {

  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);
  private static final int UPDATE_MILLIS = 200;

  private final String what;
  private final PrintStream out;
  private final OptionalInt columns;
  private final LongSupplier nanos;
  private final long begun;
  private final AtomicLong done = new AtomicLong();
  private volatile long nextNanos = QUIET.toNanos();
  private @Nullable ProgressBar bar;

  LongWork(String what, PrintStream out, OptionalInt columns, LongSupplier nanos) {
    this.what = what;
    this.out = out;
    this.columns = columns;
    this.nanos = nanos;
    this.begun = nanos.getAsLong();
  }

  /** Work that begins now. */
  public static LongWork begin(String what) {
    return new LongWork(what, System.err, Terminal.ofProcess().errorColumns(), System::nanoTime);
  }

  @Override
  public void advanced(long bytes, long total) {
    long now = done.addAndGet(bytes);
    if (nanos.getAsLong() - begun >= nextNanos) {
      tell(now, total);
    }
  }

  private synchronized void tell(long now, long total) {
    long passed = nanos.getAsLong() - begun;
    if (passed < nextNanos) {
      return;
    }
    if (columns.isPresent()) {
      nextNanos = passed + Duration.ofMillis(UPDATE_MILLIS).toNanos();
      barOf(total, columns.getAsInt()).stepTo(now);
      return;
    }
    nextNanos = passed + Math.min(passed, LONGEST_SILENCE.toNanos());
    out.println(line(now, total, passed));
  }

  private ProgressBar barOf(long total, int width) {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(what)
              .setInitialMax(total)
              .setUnit(" MiB", 1 << 20)
              .showSpeed()
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .startsFrom(0, Duration.ofNanos(nanos.getAsLong() - begun))
              .setConsumer(
                  new DelegatingProgressBarConsumer(text -> out.print("\r" + text), width - 1))
              .build();
    }
    return bar;
  }

  private String line(long now, long total, long passed) {
    double seconds = passed / 1e9;
    double rate = now / seconds;
    long left = rate == 0 ? 0 : (long) (Math.max(0, total - now) / rate);
    return String.format(
        Locale.ROOT,
        "%s: %s of %s, %s/s, %s left",
        what,
        Shown.bytes(now),
        Shown.bytes(total),
        Shown.bytes((long) rate),
        Shown.duration(Duration.ofSeconds(left)));
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      out.println();
    }
  }
}
