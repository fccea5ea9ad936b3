package io.tidemark.serialization;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where job authors find the serializers of this library.
 *
 * <p>{@link #of(Class)} knows all of the types below, and records and sealed interfaces made of
 * them, to any depth. A type that it does not know is an error; nothing is ever serialized in a way
 * that was not asked for.
 *
 * <p>Looking into a record class takes about as long as loading one: keep the serializer, do not
 * ask for it again and again.
 */
public final class Serializers {

  public static final LongEncoded<Long> LONG = LongSerializer.INSTANCE;

  public static final LongEncoded<Integer> INT = IntSerializer.INSTANCE;

  public static final LongEncoded<Short> SHORT = ShortSerializer.INSTANCE;

  public static final LongEncoded<Byte> BYTE = ByteSerializer.INSTANCE;

  /** Equal as the boxes are: all NaN are one, and the two zeros differ. Canonical in that sense. */
  public static final LongEncoded<Double> DOUBLE = DoubleSerializer.INSTANCE;

  /** Equal as the boxes are: all NaN are one, and the two zeros differ. Canonical in that sense. */
  public static final LongEncoded<Float> FLOAT = FloatSerializer.INSTANCE;

  public static final LongEncoded<Boolean> BOOLEAN = BooleanSerializer.INSTANCE;

  public static final Serializer<String> STRING = StringSerializer.INSTANCE;

  /** Arrays are mutable and never equal to each other: they can be values, never keys. */
  public static final Serializer<byte[]> BYTES = BytesSerializer.INSTANCE;

  public static final Serializer<Instant> INSTANT = InstantSerializer.INSTANCE;

  public static final Serializer<Duration> DURATION = DurationSerializer.INSTANCE;

  public static final Serializer<java.util.UUID> UUID = UuidSerializer.INSTANCE;

  /** Keeps the scale: 1.0 and 1.00 are different keys. */
  public static final Serializer<BigDecimal> DECIMAL = DecimalSerializer.INSTANCE;

  private Serializers() {}

  /**
   * The serializer of a class without type arguments: any type of this library, a record, an enum,
   * a sealed interface of records, or what a {@link FormatPlugin} knows.
   *
   * @throws UnsupportedTypeException if there is none, naming the part of the type that is the
   *     reason
   */
  @SuppressWarnings("unchecked") // the resolver answers for the type that it is asked for
  public static <T> Serializer<T> of(Class<T> type) {
    return (Serializer<T>) forType(type);
  }

  /** As {@link #of(Class)}, for a type with arguments. */
  @SuppressWarnings("unchecked") // the resolver answers for the type that it is asked for
  public static <T> Serializer<T> of(GenericType<T> type) {
    return (Serializer<T>) forType(type.type());
  }

  /** As {@link #of(Class)}, for a type that reflection found. */
  public static Serializer<?> forType(Type type) {
    return TypeResolver.resolve(type);
  }

  /** By position; constants may be added, moved, and renamed with {@link FormerNames}. */
  public static <E extends Enum<E>> LongEncoded<E> enums(Class<E> type) {
    return EnumSerializer.of(type);
  }

  public static <E> Serializer<Optional<E>> optional(Serializer<E> element) {
    return new OptionalSerializer<>(element);
  }

  /** Reads lists that can be changed. */
  public static <E> Serializer<List<E>> list(Serializer<E> element) {
    return new ListSerializer<>(element);
  }

  /** Reads sets that can be changed and iterate as they were written. Never canonical. */
  public static <E> Serializer<Set<E>> set(Serializer<E> element) {
    return new SetSerializer<>(element);
  }

  /** Reads maps that can be changed and iterate as they were written. Never canonical. */
  public static <K, V> Serializer<Map<K, V>> map(Serializer<K> key, Serializer<V> value) {
    return new MapSerializer<>(key, value);
  }

  public static <A, B> Serializer<Pair<A, B>> pair(Serializer<A> first, Serializer<B> second) {
    return new PairSerializer<>(first, second);
  }

  /**
   * A record by its components, which are read through their accessors and given back to the
   * canonical constructor.
   *
   * <p>Components may be added (see {@link DefaultsTo}), removed, moved, widened (int to long,
   * float to double, …), made optional and renamed (see {@link FormerNames}) between a snapshot and
   * its restore. A component that may be null is annotated with {@code @Nullable}, of whichever
   * library. A record that overrides {@code equals} is no key. The serializer of a record whose
   * only component is {@link LongEncoded} is so too.
   *
   * @throws UnsupportedTypeException if a component's type has no serializer, or the record
   *     contains itself
   */
  public static <R extends Record> Serializer<R> records(Class<R> type) {
    return of(type);
  }

  /**
   * A sealed interface that permits records, or sealed interfaces of records. Variants may be
   * added, moved and renamed (see {@link FormerNames}), and evolve as records do.
   *
   * @throws UnsupportedTypeException if it is not one, or a variant has no serializer
   */
  public static <T> Serializer<T> sealedInterface(Class<T> type) {
    if (!type.isInterface() || !type.isSealed()) {
      throw new UnsupportedTypeException(
          type.getName()
              + " is no sealed interface: declare it 'sealed interface', with records that implement it");
    }
    return of(type);
  }

  /** Values in a format of their own. */
  public static <T> Serializer<T> opaque(OpaqueFormat<T> format) {
    return new OpaqueSerializer<>(format);
  }
}
