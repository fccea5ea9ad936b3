package io.tidemark.flink.type;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.TypeDescription.OpaqueType;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.runtime.state.StateSerializerProvider;
import org.apache.flink.runtime.state.ttl.TtlAwareSerializer;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;
import org.apache.flink.runtime.state.ttl.TtlValue;

/** Flink's answer to whether a serializer reads what another one wrote, in Tidemark's words. */
final class Evolution {

  private final ClassLoader classLoader;
  private final TtlTimeProvider clock;

  Evolution(ClassLoader classLoader, TtlTimeProvider clock) {
    this.classLoader = classLoader;
    this.clock = clock;
  }

  /**
   * The serializer with which a state goes on: {@code serializer}, or what Flink makes of it so
   * that it fits to what was written. An incompatible one is returned as it is, to be refused where
   * its state is opened.
   */
  <T> TypeSerializer<T> reconfigured(
      String kind, TypeSerializer<T> serializer, TypeDescription written) {
    if (!(written instanceof OpaqueType opaque) || !opaque.kind().equals(kind)) {
      return serializer;
    }
    TypeSerializerSchemaCompatibility<T> answer =
        ask(serializer, SerializerSnapshots.read(opaque, classLoader));
    return answer.isCompatibleWithReconfiguredSerializer()
        ? bare(answer.getReconfiguredSerializer())
        : serializer;
  }

  TypeSerializer<?> restored(TypeDescription written) {
    if (written instanceof OpaqueType opaque) {
      return SerializerSnapshots.read(opaque, classLoader).restoreSerializer();
    }
    throw new IllegalArgumentException("No serializer of Flink's wrote a " + written);
  }

  <T> Compatibility<T> resolve(TypeSerializer<T> serializer, OpaqueType own, OpaqueType written) {
    if (!written.kind().equals(own.kind())) {
      return new Compatibility.Incompatible<>("was " + written + ", is " + own);
    }
    if (written.payload().equals(own.payload())) {
      return new Compatibility.AsIs<>();
    }
    TypeSerializerSchemaCompatibility<T> answer =
        ask(serializer, SerializerSnapshots.read(written, classLoader));
    if (answer.isIncompatible()) {
      return new Compatibility.Incompatible<>(
          "was written by " + written.name() + ", which Flink says " + serializer + " cannot read");
    }
    // Asking changes the snapshots of some of Flink's serializers: one that was not asked is
    // needed.
    TypeSerializerSnapshot<T> snapshot = SerializerSnapshots.read(written, classLoader);
    return answer.isCompatibleAfterMigration()
        ? new Compatibility.Migrate<>(reader(serializer, snapshot.restoreSerializer()))
        : new Compatibility.AsIs<>(new RestoredReader<>(snapshot));
  }

  private static <T> TypeSerializerSchemaCompatibility<T> ask(
      TypeSerializer<T> serializer, TypeSerializerSnapshot<T> written) {
    return StateSerializerProvider.fromPreviousSerializerSnapshot(written)
        .registerNewSerializerForRestoredState(serializer);
  }

  @SuppressWarnings("unchecked") // Flink wraps a serializer of the same type
  private static <T> TypeSerializer<T> bare(TypeSerializer<T> serializer) {
    return serializer instanceof TtlAwareSerializer<?, ?> aware
        ? (TypeSerializer<T>) aware.getOriginalTypeSerializer()
        : serializer;
  }

  /** Reads values of an older serializer; a time to live comes and goes as Flink has it do. */
  private <T> Compatibility.Reader<T> reader(TypeSerializer<T> serializer, TypeSerializer<T> old) {
    ByThread<T> older = new ByThread<>(old);
    boolean isExpiring = TtlAwareSerializer.isSerializerTtlEnabled(serializer);
    if (TtlAwareSerializer.isSerializerTtlEnabled(old) == isExpiring) {
      return in -> older.codec().read(in);
    }
    return isExpiring ? in -> stamped(older, in) : in -> unstamped(older, in);
  }

  @SuppressWarnings("unchecked") // a serializer with a time to live writes these values
  private <T> T stamped(ByThread<T> older, ReadBuffer in) {
    return (T) new TtlValue<>(older.codec().read(in), clock.currentTimestamp());
  }

  @SuppressWarnings("unchecked") // a serializer with a time to live wrote these values
  private static <T> T unstamped(ByThread<T> older, ReadBuffer in) {
    return ((TtlValue<T>) older.codec().read(in)).getUserValue();
  }
}
