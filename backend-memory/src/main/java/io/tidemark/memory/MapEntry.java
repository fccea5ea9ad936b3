package io.tidemark.memory;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry through which a map is written, and which has the value that a walk met. */
abstract class MapEntry<U, V> implements Map.Entry<U, V> {

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof Map.Entry<?, ?> entry
        && getKey().equals(entry.getKey())
        && getValue().equals(entry.getValue());
  }

  @Override
  public final int hashCode() {
    return getKey().hashCode() ^ getValue().hashCode();
  }

  @Override
  public final String toString() {
    return getKey() + "=" + getValue();
  }
}
