package io.tidemark.runtime.function;

import io.tidemark.serialization.Serializer;

/**
 * Names a side output.
 *
 * @param name unique among the side outputs of an operator
 * @param type the serializer of its records
 */
public record OutputTag<T>(String name, Serializer<T> type) {

  @Override
  public boolean equals(Object other) {
    return other instanceof OutputTag<?> tag && tag.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
