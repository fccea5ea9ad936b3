package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.state.IncompatibleStateException;
import java.nio.ByteBuffer;
import java.util.List;

/** Brings restored cells into the layout of today's serializer. */
public class Migration {

  private final Serializer<?> serializer;

  protected Migration(Serializer<?> serializer) {
    this.serializer = serializer;
  }

  Compatibility<?> resolve(TypeDescription written) {
    return serializer.resolve(written);
  }

  protected Cell apply(Cell cell, StateSchema wanted, long now) {
    if (cell.schema().kind() != StateKind.LIST) {
      long stamp = cell.schema().expiring() ? cell.stamp() : now;
      return new Cell(
          wanted, wanted.expiring() ? stamp : 0, migrate(cell.value(), cell.schema(), serializer));
    }
    List<Elements.Element> elements =
        Elements.parse(cell).stream()
            .map(
                element ->
                    new Elements.Element(
                        cell.schema().expiring() ? element.stamp() : now,
                        migrate(element.bytes(), cell.schema(), serializer)))
            .toList();
    return new Cell(wanted, 0, Elements.format(elements, wanted.expiring()));
  }

  private <T> ByteBuffer migrate(ByteBuffer bytes, StateSchema from, Serializer<T> to) {
    Compatibility<T> compatibility = to.resolve(from.value());
    if (compatibility instanceof Compatibility.Migrate<T> migrate) {
      return ReferenceStore.bytesOf(migrate.reader().read(Place.reading(bytes)), to);
    }
    if (compatibility instanceof Compatibility.Incompatible<T> not) {
      throw new IncompatibleStateException(
          from.name(), from.value().toString(), to.description().toString(), not.reason());
    }
    return bytes;
  }
}
