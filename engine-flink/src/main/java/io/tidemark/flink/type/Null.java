package io.tidemark.flink.type;

import org.jspecify.annotations.Nullable;

/** Stands for null among the values of a map. */
public enum Null {
  INSTANCE;

  /** {@code value}, or what stands for it. */
  public static Object masked(@Nullable Object value) {
    return value == null ? INSTANCE : value;
  }

  /** What {@link #masked} was given. */
  @SuppressWarnings("unchecked") // the caller masked a value of T
  public static <T> @Nullable T unmasked(@Nullable Object value) {
    return value == INSTANCE ? null : (T) value;
  }
}
