package io.tidemark.cli.snapshot;

import io.tidemark.cli.output.Listing;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.snapshot.entries.SnapshotState;
import io.tidemark.snapshot.operator.OperatorStateMode;
import org.jspecify.annotations.Nullable;

/** What is said of a state's types, as cells. */
record StateColumns(
    String operator,
    String name,
    String kind,
    Object key,
    Object namespace,
    Object userKey,
    Object value) {

  static StateColumns of(SnapshotState state) {
    OperatorStateMode mode = state.mode();
    String kind = state.schema().kind().label();
    return new StateColumns(
        state.id().operator(),
        state.id().name(),
        mode == null ? kind : mode.label() + " " + kind,
        mode == null ? text(state.key()) : Listing.NONE,
        text(state.schema().namespace()),
        text(state.schema().userKey()),
        text(state.schema().value()));
  }

  private static Object text(@Nullable TypeDescription type) {
    return type == null || type == TypeDescription.Scalar.UNIT ? Listing.NONE : type.text();
  }
}
