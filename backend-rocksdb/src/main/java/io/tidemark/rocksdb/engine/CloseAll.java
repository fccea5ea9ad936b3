package io.tidemark.rocksdb.engine;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Closes several things one after the other, each whatever becomes of the others. The first failure
 * is thrown then, with the others suppressed in it.
 */
public final class CloseAll {

  private CloseAll() {}

  /** Takes all of {@code steps}. */
  public static void of(Runnable... steps) {
    of(List.of(steps), Runnable::run);
  }

  /** Has {@code close} close each of {@code things}. */
  public static <T> void of(Iterable<? extends T> things, Consumer<T> close) {
    Throwable failure = null;
    for (T thing : things) {
      try {
        close.accept(thing);
      } catch (RuntimeException | Error e) {
        failure = joined(failure, e);
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  private static Throwable joined(@Nullable Throwable first, Throwable next) {
    if (first == null) {
      return next;
    }
    if (first != next) {
      first.addSuppressed(next);
    }
    return first;
  }
}
