package io.tidemark.memory;

/** Longs and objects side by side, as a {@link Layout} divides them into rows. */
abstract class Rows {

  private static final Object[] NO_OBJECTS = {};
  private static final long[] NO_LONGS = {};

  /** Another array only when a {@link Page} stops to share it. */
  long[] longs;

  final Object[] objects;

  Rows(Layout layout, int rows) {
    this(
        layout.longs == 0 ? NO_LONGS : new long[layout.start + rows * layout.longs],
        layout.objects == 0 ? NO_OBJECTS : new Object[rows * layout.objects]);
  }

  Rows(long[] longs, Object[] objects) {
    this.longs = longs;
    this.objects = objects;
  }
}
