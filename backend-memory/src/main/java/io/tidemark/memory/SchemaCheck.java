package io.tidemark.memory;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.spi.StateSchema;
import io.tidemark.state.IncompatibleStateException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a state that was written as one schema says can be read as the program asks for it. */
final class SchemaCheck {

  private SchemaCheck() {}

  /**
   * Refuses a state of another kind.
   *
   * @throws IncompatibleStateException if the kinds differ
   */
  static void requireSameKind(StateSchema written, StateSchema wanted) {
    if (written.kind() != wanted.kind()) {
      throw new IncompatibleStateException(
          wanted.name(),
          written.kind().label(),
          wanted.kind().label(),
          "a state keeps its kind; give the new one another name");
    }
  }

  /**
   * Refuses to use a state that is open as anything else than it was opened as.
   *
   * @throws IncompatibleStateException if kinds or types differ
   */
  static void requireSame(StateSchema open, StateSchema wanted) {
    requireSameKind(open, wanted);
    if (!open.namespace().equals(wanted.namespace())
        || !Objects.equals(open.userKey(), wanted.userKey())
        || !open.value().equals(wanted.value())) {
      throw new IncompatibleStateException(
          wanted.name(),
          types(open),
          types(wanted),
          "one name has the same types wherever it is used");
    }
  }

  private static String types(StateSchema schema) {
    String userKey = schema.userKey() == null ? "" : schema.userKey() + " to ";
    return schema.kind().label()
        + " of "
        + userKey
        + schema.value()
        + " in namespaces of "
        + schema.namespace();
  }

  /**
   * How one part of a state is read: null for as it is, else the reader of the older layout, or of
   * whoever wrote it.
   *
   * @throws IncompatibleStateException if it cannot be read
   */
  static <T> Compatibility.@Nullable Reader<T> migration(
      String state, String part, TypeDescription written, Serializer<T> serializer) {
    Compatibility<T> compatibility = serializer.resolve(written);
    if (compatibility instanceof Compatibility.Migrate<T> migrate) {
      return migrate.reader();
    }
    if (compatibility instanceof Compatibility.Incompatible<T> incompatible) {
      throw new IncompatibleStateException(
          state,
          written.toString(),
          serializer.description().toString(),
          "its " + part + " " + incompatible.reason());
    }
    return compatibility instanceof Compatibility.AsIs<T> asIs ? asIs.older() : null;
  }
}
