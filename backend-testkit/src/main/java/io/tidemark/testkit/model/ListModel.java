package io.tidemark.testkit.model;

import io.tidemark.state.ListState;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lists that grow one by one and by several elements at a time. */
final class ListModel<T> extends StateModel {

  private final Numbered<T> elements;
  private final int several;

  /**
   * @param several how many elements are added at a time, at most
   */
  ListModel(
      String name,
      Space space,
      @Nullable TimeToLive timeToLive,
      Numbered<T> elements,
      int several) {
    super(name, space, timeToLive);
    this.elements = elements;
    this.several = several;
  }

  @Override
  StateDescriptor<? extends State> descriptor() {
    return new StateDescriptor.OfList<>(name(), elements.serializer(), timeToLive());
  }

  @Override
  String operate(
      Random random, ModelStore store, Contents contents, Address address, Runnable aside) {
    ListState<T> state = store.at(this, address);
    int choice = random.nextInt(12);
    if (choice < 3) {
      requireEqual("list", state.get(), new ArrayList<>(contents.read(address).values()));
      return "get";
    }
    if (choice < 8) {
      T element = randomElement(random);
      state.add(element);
      contents.append(address, element);
      return "add " + element;
    }
    if (choice < 11) {
      List<T> added = new ArrayList<>();
      for (int count = random.nextInt(1 + several); count > 0; count--) {
        added.add(randomElement(random));
      }
      if (choice == 8) {
        state.update(added);
        contents.clear(address);
      } else {
        state.addAll(added);
      }
      added.forEach(element -> contents.append(address, element));
      return (choice == 8 ? "update " : "addAll ") + added;
    }
    state.clear();
    contents.clear(address);
    return "clear";
  }

  @Override
  SortedMap<Long, Object> read(ModelStore store, Address address) {
    ListState<T> state = store.at(this, address);
    return numbered(state.get());
  }

  @Override
  void merge(Contents contents, Address target, List<Long> sources) {
    for (long source : sources) {
      if (source != target.namespace()) {
        contents.move(target.in(source), target, true);
      }
    }
  }

  /**
   * Lists are compared by the order of their elements; gaps in the model's numbers mean nothing.
   */
  static SortedMap<Long, Object> numbered(Iterable<?> elements) {
    SortedMap<Long, Object> numbered = new TreeMap<>();
    for (Object element : elements) {
      numbered.put((long) numbered.size(), element);
    }
    return numbered;
  }

  private T randomElement(Random random) {
    return elements.of().apply(random.nextInt(1_000));
  }
}
