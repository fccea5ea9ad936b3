package io.tidemark.serialization;

import io.tidemark.serialization.Compatibility.Migrate;
import io.tidemark.serialization.Compatibility.Reader;
import io.tidemark.serialization.TypeDescription.Scalar;
import java.util.Map;

/**
 * What the types without parts have in common: they are immutable, canonical, and evolve from
 * narrower numbers only.
 */
abstract class ScalarSerializer<T> implements Serializer<T> {

  private final Scalar description;
  private final Map<Scalar, Reader<T>> narrower;

  ScalarSerializer(Scalar description) {
    this(description, Map.of());
  }

  /**
   * @param narrower the types of which every value is one of this type too
   */
  ScalarSerializer(Scalar description, Map<Scalar, Reader<T>> narrower) {
    this.description = description;
    this.narrower = narrower;
  }

  @Override
  public final TypeDescription description() {
    return description;
  }

  @Override
  public final T copy(T value) {
    return value;
  }

  @Override
  public final boolean isImmutable() {
    return true;
  }

  @Override
  public final boolean isCanonical() {
    return true;
  }

  @Override
  public final Compatibility<T> resolve(TypeDescription written) {
    Reader<T> widening = written instanceof Scalar scalar ? narrower.get(scalar) : null;
    return widening == null ? Resolution.sameOnly(description, written) : new Migrate<>(widening);
  }
}
