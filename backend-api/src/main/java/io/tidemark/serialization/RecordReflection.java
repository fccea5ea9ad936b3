package io.tidemark.serialization;

import io.tidemark.serialization.Names.Named;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks into record classes for what their serializers need. */
final class RecordReflection {

  /**
   * Method handles take 255 slots, in which a long or double takes two; some are for what is put in
   * front of the components.
   */
  private static final int MAX_SLOTS = 250;

  /** Finds the serializer of a component. */
  @FunctionalInterface
  interface Finder {
    Serializer<?> find(Type type, String place);
  }

  private final Class<?> type;
  private final String place;
  private final Finder finder;

  /**
   * @param place what errors call the record
   */
  RecordReflection(Class<?> type, String place, Finder finder) {
    this.type = type;
    this.place = place;
    this.finder = finder;
  }

  <R> RecordSerializer<R> serializer() {
    RecordComponent[] components = type.getRecordComponents();
    requireSlots(components);
    Lookup lookup = lookup();
    List<Named> names = new ArrayList<>();
    List<RecordField> fields = new ArrayList<>();
    for (RecordComponent component : components) {
      names.add(new Named(component.getName(), component.getAnnotation(FormerNames.class)));
      fields.add(field(component, lookup));
    }
    return RecordSerializer.of(
        type,
        new Names(place, names),
        List.copyOf(fields),
        new RecordHandles(type, constructor(components, lookup), fields));
  }

  private RecordField field(RecordComponent component, Lookup lookup) {
    String fieldPlace = place + ", field " + component.getName();
    Serializer<?> serializer = finder.find(component.getGenericType(), fieldPlace);
    boolean nullable = isNullable(component);
    boolean primitive = component.getType().isPrimitive();
    TypeDescription described =
        nullable
            ? new TypeDescription.OptionalType(serializer.description())
            : serializer.description();
    return new RecordField(
        component.getName(),
        fieldPlace,
        component.getType(),
        accessor(component, lookup),
        serializer,
        nullable,
        AbsentField.bytes(
            fieldPlace, described, primitive, component.getAnnotation(DefaultsTo.class)));
  }

  /** By the annotation's simple name, whichever library it comes from. */
  private static boolean isNullable(RecordComponent component) {
    return Stream.of(component.getAnnotations(), component.getAnnotatedType().getAnnotations())
        .flatMap(Stream::of)
        .map(Annotation::annotationType)
        .anyMatch(annotation -> annotation.getSimpleName().equals("Nullable"));
  }

  private Lookup lookup() {
    try {
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    } catch (IllegalAccessException e) {
      throw new UnsupportedTypeException(
          place
              + ": its module keeps it closed; write 'opens "
              + type.getPackageName()
              + ";' into its module-info",
          e);
    }
  }

  private static MethodHandle accessor(RecordComponent component, Lookup lookup) {
    try {
      return lookup.unreflect(component.getAccessor());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("A private look-up sees every accessor", e);
    }
  }

  private MethodHandle constructor(RecordComponent[] components, Lookup lookup) {
    Class<?>[] parameters =
        Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return lookup.findConstructor(type, MethodType.methodType(void.class, parameters));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Every record has its canonical constructor", e);
    }
  }

  private void requireSlots(RecordComponent[] components) {
    int slots = 0;
    for (RecordComponent component : components) {
      Class<?> each = component.getType();
      slots += each == long.class || each == double.class ? 2 : 1;
    }
    if (slots > MAX_SLOTS) {
      throw new UnsupportedTypeException(
          place
              + " has more than "
              + MAX_SLOTS
              + " components (long and double count twice): group some in a record of their own");
    }
  }
}
