package io.tidemark.flink.cleanup;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.StateKind;
import org.apache.flink.runtime.state.StateSnapshotTransformer;
import org.apache.flink.runtime.state.StateSnapshotTransformer.StateSnapshotTransformFactory;
import org.jspecify.annotations.Nullable;

/**
 * Takes expired values out of entries, by a rule of Flink's for one state's serialized values. Made
 * on the task's thread, then used by one.
 */
final class ExpiredValues {

  private final @Nullable StateSnapshotTransformer<byte[]> rule;

  ExpiredValues(StateSnapshotTransformFactory<?> factory) {
    rule = factory.createForSerializedState().orElse(null);
  }

  /**
   * Appends to {@code kept} what stays of an entry's value, if anything does.
   *
   * @return whether the entry stays
   */
  boolean keep(StateKind kind, ReadBuffer value, WriteBuffer kept) {
    return switch (kind) {
      case LIST -> keepElements(value, kept);
      case MAP -> keepOne(value, true, kept);
      default -> keepOne(value, false, kept);
    };
  }

  private boolean keepElements(ReadBuffer elements, WriteBuffer kept) {
    boolean any = false;
    while (elements.hasRemaining()) {
      elements.readLength(1);
      int before = kept.position();
      int mark = kept.beginLengthPrefixed();
      if (keepOne(elements, false, kept)) {
        kept.endLengthPrefixed(mark);
        any = true;
      } else {
        kept.position(before);
      }
    }
    return any;
  }

  /**
   * A value as an opaque type has it: its length, then a mark if it may be null, then the bytes.
   */
  private boolean keepOne(ReadBuffer value, boolean isNullable, WriteBuffer kept) {
    int length = value.readLength(1);
    boolean isNull = isNullable && value.readBoolean();
    int markBytes = isNullable ? 1 : 0;
    byte[] bytes = value.readBytes(length - markBytes);
    byte[] stays = isNull || rule == null ? bytes : rule.filterOrTransform(bytes);
    if (stays == null) {
      return false;
    }
    kept.writeVarInt(stays.length + markBytes);
    if (isNullable) {
      kept.writeBoolean(isNull);
    }
    kept.writeBytes(stays);
    return true;
  }
}
