package io.tidemark.serialization;

import java.lang.reflect.Type;
import java.util.Optional;

/**
 * Brings the types of another format, such as Avro's, to {@link Serializers#forType}. Found by
 * {@code ServiceLoader}, in the context class loader of the thread that asks.
 *
 * <p>Obligations of an implementation:
 *
 * <ol>
 *   <li>It has a public constructor without arguments, and may be used by any number of threads at
 *       once.
 *   <li>It answers for types that are its own, and with nothing for all others, cheaply. It is
 *       asked for a type only where this library has no serializer. Two plug-ins that answer for
 *       one type are an error.
 *   <li>Where its serializers' {@linkplain Serializer#description descriptions} are {@link
 *       TypeDescription.OpaqueType}, their kind is {@link #kind}. {@link Serializers#opaque} makes
 *       a serializer that meets this library's obligations on opaque bytes.
 * </ol>
 *
 * <p>A plug-in that can show its bytes also implements {@code
 * io.tidemark.serialization.json.SupportsJson}.
 */
public interface FormatPlugin {

  /** The kind of its opaque descriptions: short, persisted, never changed. */
  String kind();

  /**
   * The serializer of a type of this format.
   *
   * @param type a class or a parameterized type
   */
  Optional<Serializer<?>> serializer(Type type);
}
