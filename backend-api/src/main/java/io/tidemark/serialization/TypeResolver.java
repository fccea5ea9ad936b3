package io.tidemark.serialization;

import io.tidemark.serialization.Names.Named;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Finds the serializer of a type, parts first. Type variables stand for serializers that are
 * already found, so a generic record is looked into once for each use with other arguments.
 */
final class TypeResolver {

  private static final Map<Class<?>, Serializer<?>> SCALARS =
      Map.ofEntries(
          Map.entry(long.class, Serializers.LONG),
          Map.entry(Long.class, Serializers.LONG),
          Map.entry(int.class, Serializers.INT),
          Map.entry(Integer.class, Serializers.INT),
          Map.entry(short.class, Serializers.SHORT),
          Map.entry(Short.class, Serializers.SHORT),
          Map.entry(byte.class, Serializers.BYTE),
          Map.entry(Byte.class, Serializers.BYTE),
          Map.entry(double.class, Serializers.DOUBLE),
          Map.entry(Double.class, Serializers.DOUBLE),
          Map.entry(float.class, Serializers.FLOAT),
          Map.entry(Float.class, Serializers.FLOAT),
          Map.entry(boolean.class, Serializers.BOOLEAN),
          Map.entry(Boolean.class, Serializers.BOOLEAN),
          Map.entry(String.class, Serializers.STRING),
          Map.entry(byte[].class, Serializers.BYTES),
          Map.entry(Instant.class, Serializers.INSTANT),
          Map.entry(Duration.class, Serializers.DURATION),
          Map.entry(UUID.class, Serializers.UUID),
          Map.entry(BigDecimal.class, Serializers.DECIMAL));

  /** The records and sealed interfaces that are being looked into. */
  private final Set<Class<?>> open = new HashSet<>();

  /** The serializers of classes without type parameters that were found so far. */
  private final Map<Class<?>, Serializer<?>> found = new HashMap<>();

  static Serializer<?> resolve(Type type) {
    Serializer<?> serializer = new TypeResolver().find(type, TypeVariables.NONE, "");
    requireText(serializer.description());
    return serializer;
  }

  /** A description that cannot be persisted is better found now than with the first snapshot. */
  private static void requireText(TypeDescription description) {
    description.text();
  }

  /**
   * @param place the way from the outermost type to this one, for errors; empty at its beginning
   */
  private Serializer<?> find(Type type, TypeVariables variables, String place) {
    if (type instanceof Class<?> raw) {
      return find(raw, List.of(), raw, place);
    }
    if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      List<Serializer<?>> arguments = new ArrayList<>();
      for (Type argument : generic.getActualTypeArguments()) {
        arguments.add(find(argument, variables, within(place, raw.getSimpleName())));
      }
      return find(raw, arguments, generic, place);
    }
    if (type instanceof WildcardType wildcard) {
      return find(wildcard.getUpperBounds()[0], variables, place);
    }
    if (type instanceof TypeVariable<?> variable) {
      return variables
          .find(variable)
          .orElseThrow(
              () ->
                  refused(
                      type,
                      place,
                      "nothing says what this variable stands for; name the type with its arguments"));
    }
    throw refused(type, place, "of arrays there are bytes only; use a List");
  }

  private Serializer<?> find(
      Class<?> raw, List<Serializer<?>> arguments, Type whole, String place) {
    Serializer<?> scalar = SCALARS.get(raw);
    if (scalar != null) {
      return scalar;
    }
    if (arguments.size() != raw.getTypeParameters().length) {
      throw refused(
          whole,
          place,
          "its type arguments are missing; name it as new GenericType<"
              + raw.getSimpleName()
              + "<…>>() {}");
    }
    if (raw == Optional.class) {
      return Serializers.optional(arguments.get(0));
    } else if (raw == List.class) {
      return Serializers.list(arguments.get(0));
    } else if (raw == Set.class) {
      return Serializers.set(arguments.get(0));
    } else if (raw == Map.class) {
      return Serializers.map(arguments.get(0), arguments.get(1));
    } else if (raw == Pair.class) {
      return Serializers.pair(arguments.get(0), arguments.get(1));
    } else if (raw.isEnum()) {
      return enumeration(raw);
    } else if (raw.isRecord() || (raw.isInterface() && raw.isSealed())) {
      return ofFields(raw, arguments, place);
    }
    return FormatPlugins.find(whole).orElseThrow(() -> refused(whole, place, remedy(raw)));
  }

  private Serializer<?> ofFields(Class<?> raw, List<Serializer<?>> arguments, String place) {
    Serializer<?> known = found.get(raw);
    if (known != null) {
      return known;
    }
    TypeVariables variables = TypeVariables.of(raw, arguments);
    Serializer<?> serializer =
        raw.isRecord()
            ? LongRecordSerializer.where(record(raw, variables, place))
            : union(raw, variables, place);
    if (arguments.isEmpty()) {
      found.put(raw, serializer);
    }
    return serializer;
  }

  @SuppressWarnings("unchecked") // asked for enums only
  private static <E extends Enum<E>> Serializer<E> enumeration(Class<?> type) {
    return EnumSerializer.of((Class<E>) type);
  }

  private <R> RecordSerializer<R> record(Class<?> type, TypeVariables variables, String place) {
    enter(type, place);
    String name = "record " + type.getSimpleName();
    RecordSerializer<R> serializer =
        new RecordReflection(
                type, name, (component, field) -> find(component, variables, within(place, field)))
            .serializer();
    open.remove(type);
    return serializer;
  }

  private Serializer<?> union(Class<?> type, TypeVariables variables, String place) {
    enter(type, place);
    String name = "union " + type.getSimpleName();
    List<Class<?>> classes = new ArrayList<>();
    List<Named> names = new ArrayList<>();
    List<RecordSerializer<Object>> variants = new ArrayList<>();
    for (Variant variant : Variant.of(type, variables)) {
      Class<?> record = variant.type();
      if (!record.isRecord()) {
        throw refused(
            record,
            within(place, name),
            "the variants of a sealed interface are records; make it one");
      }
      classes.add(record);
      names.add(new Named(record.getSimpleName(), record.getAnnotation(FormerNames.class)));
      variants.add(record(record, variant.variables(), within(place, name)));
    }
    open.remove(type);
    return UnionSerializer.of(type.getSimpleName(), new Names(name, names), classes, variants);
  }

  private void enter(Class<?> type, String place) {
    if (!open.add(type)) {
      throw refused(
          type,
          place,
          "it contains itself, and a value would have no bound; refer to it by a key instead");
    }
  }

  private static String within(String place, String part) {
    return place.isEmpty() ? part : place + ": " + part;
  }

  private static UnsupportedTypeException refused(Type type, String place, String remedy) {
    return new UnsupportedTypeException(
        "There is no serializer for "
            + type.getTypeName()
            + (place.isEmpty() ? "" : " (" + place + ")")
            + ": "
            + remedy);
  }

  private static String remedy(Class<?> raw) {
    if (raw.isArray()) {
      return "of arrays there are bytes only; use a List";
    }
    for (Class<?> container : List.of(List.class, Set.class, Map.class)) {
      if (container.isAssignableFrom(raw)) {
        return "declare it as " + container.getSimpleName();
      }
    }
    return "make it a record, an enum or a sealed interface of records; or give the state a"
        + " Serializer of your own; or bring a FormatPlugin that knows it (found: "
        + FormatPlugins.kinds()
        + ")";
  }
}
