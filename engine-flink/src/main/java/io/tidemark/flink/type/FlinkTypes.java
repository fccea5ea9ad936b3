package io.tidemark.flink.type;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.TypeDescription;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;

/**
 * Makes serializers of Flink's. The values' bytes are those that Flink's serializer writes, with
 * their length before them; the description is Flink's snapshot of the serializer, so that Flink's
 * own rules say what can be read after a change. One for each keyed backend; any thread may use it.
 */
public final class FlinkTypes {

  private final Evolution evolution;

  /**
   * Makes types.
   *
   * @param userCode where the classes of serializers and their snapshots are
   * @param clock the time that values get which had no time to live and now have one
   */
  public FlinkTypes(ClassLoader userCode, TtlTimeProvider clock) {
    evolution = new Evolution(userCode, clock);
  }

  /** For values and elements. */
  public <T> Serializer<T> ofValues(TypeSerializer<T> serializer) {
    return of(serializer, false);
  }

  /** For keys, namespaces and the keys of maps. */
  public <T> Serializer<T> ofKeys(TypeSerializer<T> serializer) {
    return of(serializer, true);
  }

  private <T> Serializer<T> of(TypeSerializer<T> serializer, boolean isCanonical) {
    return NumberSerializer.of(
        serializer, Serializers.opaque(new FlinkFormat<>(serializer, isCanonical, evolution)));
  }

  /** For the values of maps, with {@link Null} in place of null. */
  public Serializer<Object> ofMapValues(TypeSerializer<?> serializer) {
    return NumberSerializer.nullable(
        serializer, Serializers.opaque(new NullableFormat<>(serializer, evolution)));
  }

  /**
   * The serializer of keys or values with which to go on after a restore: {@code serializer}, or
   * what Flink makes of it so that it fits to what was written.
   */
  public <T> TypeSerializer<T> reconfigured(TypeSerializer<T> serializer, TypeDescription written) {
    return evolution.reconfigured(FlinkFormat.KIND, serializer, written);
  }

  /** Like {@link #reconfigured}, for the values of maps. */
  public <T> TypeSerializer<T> reconfiguredMapValue(
      TypeSerializer<T> serializer, TypeDescription written) {
    return evolution.reconfigured(NullableFormat.KIND, serializer, written);
  }

  /** The serializer that wrote values of a type, as far as Flink can restore it. */
  public TypeSerializer<?> restored(TypeDescription written) {
    return evolution.restored(written);
  }
}
