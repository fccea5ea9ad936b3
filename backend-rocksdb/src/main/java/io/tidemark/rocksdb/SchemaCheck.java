package io.tidemark.rocksdb;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.spi.StateSchema;
import io.tidemark.state.IncompatibleStateException;
import org.jspecify.annotations.Nullable;

/** Says whether what was written under one schema can be read under another. */
final class SchemaCheck {

  private SchemaCheck() {}

  /**
   * Checks everything but the values.
   *
   * @throws IncompatibleStateException if kind, namespaces or user keys differ
   */
  static void requireSameKeys(
      StateSchema written,
      StateSchema wanted,
      Serializer<?> namespaces,
      @Nullable Serializer<?> userKeys) {
    if (written.kind() != wanted.kind()) {
      throw incompatible(written, wanted, "the kind of state differs");
    }
    requireAsIs(written.namespace(), namespaces, "namespaces", written, wanted);
    if (userKeys != null && written.userKey() != null) {
      requireAsIs(written.userKey(), userKeys, "keys of the map", written, wanted);
    }
  }

  /**
   * How to read values.
   *
   * @throws IncompatibleStateException if they cannot be read
   */
  static <V> Compatibility.Reader<V> reader(
      StateSchema written, StateSchema wanted, Serializer<V> values) {
    Compatibility<V> answer = values.resolve(written.value());
    if (answer instanceof Compatibility.Incompatible<V> no) {
      throw incompatible(written, wanted, no.reason());
    }
    if (answer instanceof Compatibility.AsIs<V> asIs && asIs.older() != null) {
      return asIs.older();
    }
    return answer instanceof Compatibility.Migrate<V> migrate ? migrate.reader() : values;
  }

  static IncompatibleStateException incompatible(
      StateSchema written, StateSchema wanted, String reason) {
    return new IncompatibleStateException(wanted.name(), text(written), text(wanted), reason);
  }

  private static void requireAsIs(
      TypeDescription type,
      Serializer<?> serializer,
      String what,
      StateSchema written,
      StateSchema wanted) {
    if (!(serializer.resolve(type) instanceof Compatibility.AsIs<?>)) {
      throw incompatible(
          written,
          wanted,
          "the type of its "
              + what
              + " was "
              + type.text()
              + " and is "
              + serializer.description().text()
              + ", and does not evolve");
    }
  }

  private static String text(StateSchema schema) {
    StringBuilder text = new StringBuilder(schema.kind().label()).append(" of ");
    if (schema.userKey() != null) {
      text.append(schema.userKey().text()).append(" to ");
    }
    text.append(schema.value().text());
    return text.append(" in namespaces of ").append(schema.namespace().text()).toString();
  }
}
