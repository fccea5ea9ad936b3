package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.Serializer;
import io.tidemark.spi.StateSchema;
import io.tidemark.state.ListState;
import io.tidemark.state.StateDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class ReferenceList<N, T> extends ReferenceState<N, ListState<T>> implements ListState<T> {

  private final Serializer<T> serializer;

  ReferenceList(
      ReferenceStore<?> store,
      StateDescriptor.OfList<T> descriptor,
      StateSchema schema,
      Serializer<N> namespaces) {
    super(store, descriptor, schema, namespaces);
    serializer = descriptor.element();
  }

  @Override
  public List<T> get() {
    Cell cell = read(place());
    List<T> elements = new ArrayList<>();
    if (cell != null) {
      Elements.parse(cell)
          .forEach(element -> elements.add(serializer.read(Place.reading(element.bytes()))));
    }
    return elements;
  }

  @Override
  public void add(T element) {
    addAll(List.of(element));
  }

  @Override
  public void addAll(List<? extends T> elements) {
    Cell there = store().get(place());
    List<Elements.Element> all = new ArrayList<>();
    if (there != null) {
      all.addAll(Elements.parse(there));
    }
    for (T element : elements) {
      all.add(new Elements.Element(store().now(), ReferenceStore.bytesOf(element, serializer)));
    }
    if (!all.isEmpty()) {
      store().put(place(), cellOf(all));
    }
  }

  @Override
  public void update(List<? extends T> elements) {
    clear();
    addAll(elements);
  }

  @Override
  Cell touched(Cell cell, long time) {
    return cellOf(
        Elements.parse(cell).stream()
            .map(element -> new Elements.Element(time, element.bytes()))
            .toList());
  }

  @Override
  void moveTo(Place place, @Nullable Cell there, Cell cell) {
    List<Elements.Element> all = new ArrayList<>(there == null ? List.of() : Elements.parse(there));
    all.addAll(Elements.parse(cell));
    store().put(place, cellOf(all));
  }

  private Cell cellOf(List<Elements.Element> elements) {
    return new Cell(schema(), 0, Elements.format(elements, schema().expiring()));
  }
}
