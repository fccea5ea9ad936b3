package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.snapshot.portable.PortableWriter;
import io.tidemark.spi.SnapshotVersionException;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.spi.UnknownFormatException;
import io.tidemark.state.IncompatibleStateException;
import io.tidemark.state.StateDescriptor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is refused when a snapshot or a program comes with another type. */
final class Restoring {

  private Restoring() {}

  static void requireFormat(StoreSnapshot snapshot) {
    if (!snapshot.format().equals(StoreSnapshot.PORTABLE)) {
      throw new UnknownFormatException(
          "A snapshot of backend '%s' is in format '%s'; '%s' reads '%s' only"
              .formatted(
                  snapshot.backend(),
                  snapshot.format(),
                  ReferenceBackend.NAME,
                  StoreSnapshot.PORTABLE));
    }
  }

  static void requireVersion(StoreSnapshot snapshot) {
    if (snapshot.version() > PortableWriter.FORMAT_VERSION) {
      throw new SnapshotVersionException(
          "A snapshot is in version %d of the portable format; known are versions up to %d"
              .formatted(snapshot.version(), PortableWriter.FORMAT_VERSION));
    }
  }

  static void requireKeys(StoreSnapshot snapshot, Serializer<?> keys) {
    for (StoreSchema schema : snapshot.schemas()) {
      if (!schema.key().equals(keys.description())) {
        throw new IncompatibleStateException(
            "(keys)",
            schema.key().toString(),
            keys.description().toString(),
            "the type of keys does not evolve");
      }
    }
  }

  static StateSchema schemaOf(StateDescriptor<?> descriptor, Serializer<?> namespaces) {
    StateKind kind;
    TypeDescription userKey = null;
    if (descriptor instanceof StateDescriptor.OfMap<?, ?> map) {
      kind = StateKind.MAP;
      userKey = map.key().description();
    } else if (descriptor instanceof StateDescriptor.OfList) {
      kind = StateKind.LIST;
    } else if (descriptor instanceof StateDescriptor.OfReducing) {
      kind = StateKind.REDUCING;
    } else if (descriptor instanceof StateDescriptor.OfAggregating) {
      kind = StateKind.AGGREGATING;
    } else {
      kind = StateKind.VALUE;
    }
    return new StateSchema(
        descriptor.name(),
        kind,
        namespaces.description(),
        userKey,
        valueSerializer(descriptor).description(),
        descriptor.timeToLive() != null);
  }

  static Serializer<?> valueSerializer(StateDescriptor<?> descriptor) {
    if (descriptor instanceof StateDescriptor.OfMap<?, ?> map) {
      return map.value();
    }
    if (descriptor instanceof StateDescriptor.OfList<?> list) {
      return list.element();
    }
    if (descriptor instanceof StateDescriptor.OfReducing<?> reducing) {
      return reducing.serializer();
    }
    if (descriptor instanceof StateDescriptor.OfAggregating<?, ?, ?> aggregating) {
      return aggregating.accumulator();
    }
    return ((StateDescriptor.OfValue<?>) descriptor).serializer();
  }

  static void requireSame(StateSchema opened, StateSchema wanted) {
    requireSamePlaces(opened, wanted);
    if (!opened.value().equals(wanted.value())) {
      throw incompatible(opened, wanted, "it was opened with another type");
    }
  }

  static void requireCompatible(
      StateSchema restored, StateSchema wanted, @Nullable Migration migration) {
    requireSamePlaces(restored, wanted);
    if (migration != null
        && migration.resolve(restored.value()) instanceof Compatibility.Incompatible<?> not) {
      throw incompatible(restored, wanted, not.reason());
    }
  }

  private static void requireSamePlaces(StateSchema before, StateSchema wanted) {
    if (before.kind() != wanted.kind()) {
      throw incompatible(before, wanted, "the kinds differ");
    }
    if (!before.namespace().equals(wanted.namespace())) {
      throw incompatible(before, wanted, "the namespaces differ");
    }
    if (!Objects.equals(before.userKey(), wanted.userKey())) {
      throw incompatible(before, wanted, "the keys of the map differ");
    }
  }

  private static IncompatibleStateException incompatible(
      StateSchema before, StateSchema wanted, String reason) {
    return new IncompatibleStateException(wanted.name(), text(before), text(wanted), reason);
  }

  private static String text(StateSchema schema) {
    String userKey = schema.userKey() == null ? "" : schema.userKey() + " → ";
    return schema.kind().label() + " of " + userKey + schema.value() + " in " + schema.namespace();
  }
}
