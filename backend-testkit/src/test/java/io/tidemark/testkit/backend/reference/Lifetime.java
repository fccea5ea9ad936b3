package io.tidemark.testkit.backend.reference;

import io.tidemark.spi.StateKind;
import io.tidemark.state.TimeToLive;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a cell is alive at a moment. */
final class Lifetime {

  private Lifetime() {}

  /** The living part of {@code cell}, or null where there is none. */
  static @Nullable Cell living(Cell cell, @Nullable TimeToLive timeToLive, long now) {
    if (timeToLive == null) {
      return cell;
    }
    if (cell.schema().kind() != StateKind.LIST) {
      return isAlive(cell.stamp(), timeToLive, now) ? cell : null;
    }
    List<Elements.Element> all = Elements.parse(cell);
    List<Elements.Element> alive =
        all.stream().filter(element -> isAlive(element.stamp(), timeToLive, now)).toList();
    if (alive.size() == all.size()) {
      return cell;
    }
    return alive.isEmpty() ? null : new Cell(cell.schema(), 0, Elements.format(alive, true));
  }

  private static boolean isAlive(long stamp, TimeToLive timeToLive, long now) {
    return now - stamp < timeToLive.duration().toMillis();
  }
}
