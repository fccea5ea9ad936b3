package io.tidemark.fs.tree;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Names of files that are not blobs yet. No blob's name has such a part, for the dot at its
 * beginning. Another process may make the same name, if rarely: who makes a file of it makes sure
 * that there is none, else takes the next. Any thread may call.
 */
public final class UnfinishedNames {

  private static final Pattern NAME =
      Pattern.compile("\\.tidemark-[0-9]+-[0-9]+-[0-9]+\\.unfinished");

  private final String begin;
  private final AtomicLong made = new AtomicLong();

  public UnfinishedNames(InstantSource clock) {
    // The time tells this process from an earlier one of the same number.
    this.begin =
        ".tidemark-" + ProcessHandle.current().pid() + "-" + Math.max(0, clock.millis()) + "-";
  }

  /** The next name. */
  public String next() {
    return begin + made.getAndIncrement() + ".unfinished";
  }

  /** Whether this last part of a file's name, of this process or another, is such a name. */
  public static boolean matches(String name) {
    return NAME.matcher(name).matches();
  }
}
