package io.tidemark.serialization;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * Carries a type with its arguments to {@link Serializers#of(GenericType)}: {@code new
 * GenericType<List<Order>>() {}}.
 *
 * @param <T> the type, without variables
 */
public abstract class GenericType<T> {

  private final Type type;

  /**
   * @throws UnsupportedTypeException if the subclass does not name the type
   */
  protected GenericType() {
    if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parent)
        || parent.getRawType() != GenericType.class) {
      throw new UnsupportedTypeException(
          "A generic type is written where it is needed: new GenericType<List<String>>() {}");
    }
    type = parent.getActualTypeArguments()[0];
  }

  public final Type type() {
    return type;
  }
}
