package io.tidemark.cli.snapshot;

import io.tidemark.cli.output.Listing;
import io.tidemark.cli.output.RowFormat;
import io.tidemark.cli.output.RowOutput;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.json.JsonPrinter;
import io.tidemark.snapshot.entries.EntryJson;
import io.tidemark.snapshot.entries.SnapshotState;
import io.tidemark.snapshot.operator.OperatorStateMode;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Prints entries, as many as are wanted. */
final class EntryRows {

  private static final int ROWS_BETWEEN_LOOKS = 1000;

  private final EntryJson json = new EntryJson(JsonPrinter.ofInstalledFormats());
  private final RowOutput out;
  private final long limit;
  private long printed;
  private boolean cut;

  /**
   * @param limit how many rows are wanted, 0 for all
   */
  EntryRows(RowFormat format, PrintWriter out, long limit) {
    this.out =
        new RowOutput(
            format,
            out,
            "operator",
            "state",
            "subtask",
            "keyGroup",
            "key",
            "namespace",
            "userKey",
            "time",
            "stamp",
            "value");
    this.limit = limit;
  }

  /** Prints an entry; false if no more are wanted. */
  boolean add(SnapshotState state, int subtask, SnapshotEntry entry) {
    OperatorStateMode mode = state.mode();
    if (mode == null) {
      return addKeyed(state, entry);
    }
    if (mode == OperatorStateMode.BROADCAST) {
      return row(state, subtask, null, json.userKey(entry), json.value(entry));
    }
    long position = entry.key().readLong();
    for (String element : json.elements(entry)) {
      if (!row(state, subtask, String.valueOf(position), null, element)) {
        return false;
      }
      position++;
    }
    return true;
  }

  /** Operator state: lists by the position of each element, maps by their keys. */
  private boolean row(
      SnapshotState state,
      int subtask,
      @Nullable String position,
      @Nullable String userKey,
      String value) {
    if (!mayPrint()) {
      return false;
    }
    Object none = Listing.NONE;
    out.row(
        state.id().operator(),
        state.id().name(),
        subtask,
        none,
        cell(position),
        none,
        cell(userKey),
        none,
        none,
        new Listing.Json(value));
    return true;
  }

  private boolean addKeyed(SnapshotState state, SnapshotEntry entry) {
    if (!mayPrint()) {
      return false;
    }
    StateSchema schema = entry.stateSchema();
    boolean timer = schema.kind() == StateKind.TIMERS;
    boolean stamped = schema.expiring() && !timer && schema.kind() != StateKind.LIST;
    Object none = Listing.NONE;
    out.row(
        state.id().operator(),
        state.id().name(),
        none,
        entry.keyGroup(),
        cell(json.key(entry)),
        schema.namespace() == TypeDescription.Scalar.UNIT ? none : cell(json.namespace(entry)),
        schema.userKey() == null ? none : cell(json.userKey(entry)),
        timer ? cell(json.userKey(entry)) : none,
        stamped ? entry.stamp() : none,
        timer ? none : cell(json.value(entry)));
    return true;
  }

  private boolean mayPrint() {
    if (limit > 0 && printed == limit) {
      cut = true;
      return false;
    }
    printed++;
    return printed % ROWS_BETWEEN_LOOKS != 0 || !out.isBroken();
  }

  private static Object cell(@Nullable String text) {
    return text == null ? Listing.NONE : new Listing.Json(text);
  }

  void end() {
    out.end();
  }

  long printed() {
    return printed;
  }

  /** Whether there was more than was wanted. */
  boolean isCut() {
    return cut;
  }
}
