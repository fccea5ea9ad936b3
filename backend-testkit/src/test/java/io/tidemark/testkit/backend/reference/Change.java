package io.tidemark.testkit.backend.reference;

import io.tidemark.spi.Operation;
import io.tidemark.spi.StateKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** What a blob says about a place. */
public record Change(Place place, Operation operation, @Nullable Cell cell) {

  /** What makes {@code after} of {@code before}. */
  static List<Change> between(NavigableMap<Place, Cell> before, NavigableMap<Place, Cell> after) {
    List<Change> changes = new ArrayList<>();
    for (Place place : before.keySet()) {
      if (!after.containsKey(place)) {
        changes.add(new Change(place, Operation.DELETE, null));
      }
    }
    after.forEach(
        (place, cell) -> {
          Cell old = before.get(place);
          if (old == null || !old.equals(cell)) {
            changes.add(ofCell(place, old, cell));
          }
        });
    return changes;
  }

  private static Change ofCell(Place place, @Nullable Cell old, Cell cell) {
    if (old != null
        && cell.schema().kind() == StateKind.LIST
        && old.schema().equals(cell.schema())
        && beginsWith(cell.value(), old.value())) {
      ByteBuffer added =
          cell.value().slice(old.value().limit(), cell.value().limit() - old.value().limit());
      return new Change(place, Operation.APPEND, new Cell(cell.schema(), 0, added));
    }
    return new Change(place, Operation.PUT, cell);
  }

  /** No encoding of an element begins another one, so this says so of lists too. */
  private static boolean beginsWith(ByteBuffer bytes, ByteBuffer first) {
    return bytes.limit() >= first.limit() && bytes.slice(0, first.limit()).equals(first);
  }
}
