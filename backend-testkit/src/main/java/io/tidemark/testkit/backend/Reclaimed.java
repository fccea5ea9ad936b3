package io.tidemark.testkit.backend;

import java.lang.ref.WeakReference;

/** Waits for the garbage collector to find that nobody holds something any more. */
final class Reclaimed {

  private static final int COLLECTIONS = 20;

  private Reclaimed() {}

  /**
   * Waits.
   *
   * @throws AssertionError if it survives many collections
   */
  static void await(WeakReference<?> reference, String what) {
    for (int collection = 0; collection < COLLECTIONS; collection++) {
      System.gc();
      if (reference.get() == null) {
        return;
      }
    }
    throw new AssertionError("Somebody still holds " + what);
  }
}
