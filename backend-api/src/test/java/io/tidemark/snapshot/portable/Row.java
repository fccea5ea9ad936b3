package io.tidemark.snapshot.portable;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.Operation;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import java.nio.charset.StandardCharsets;

/**
 * An entry whose fields can be compared: each char is a byte. A timer's detail is its time in
 * digits.
 */
record Row(
    int keyGroup,
    String state,
    Operation operation,
    String key,
    String namespace,
    String detail,
    long stamp,
    String value) {

  static Row of(SnapshotEntry entry) {
    StateSchema state = entry.stateSchema();
    ReadBuffer detail = entry.userKey();
    return new Row(
        entry.keyGroup(),
        state.name(),
        entry.operation(),
        text(entry.key()),
        text(entry.namespace()),
        state.kind() == StateKind.TIMERS
            ? Long.toString(detail.readLong() ^ Long.MIN_VALUE)
            : text(detail),
        entry.stamp(),
        text(entry.value()));
  }

  void writeTo(EntryWriter out, StoreSchema schema) {
    int index = 0;
    while (!schema.states().get(index).name().equals(state)) {
      index++;
    }
    StateSchema type = schema.states().get(index);
    EntryLayout layout = EntryLayout.of(type, operation);
    out.section(index, operation);
    append(key, out.beginEntry());
    if (layout.namespace()) {
      append(namespace, out.namespace());
    }
    if (layout.userKey()) {
      append(detail, out.userKey());
    }
    if (layout.timestamp()) {
      out.timestamp(Long.parseLong(detail));
    }
    if (layout.stamp()) {
      out.stamp(stamp);
    }
    if (layout.value()) {
      append(value, out.value());
    }
    out.endEntry();
  }

  private static void append(String text, WriteBuffer out) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(ReadBuffer in) {
    return new String(in.readBytes(in.remaining()), StandardCharsets.ISO_8859_1);
  }
}
