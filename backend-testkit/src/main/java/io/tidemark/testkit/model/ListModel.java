package io.tidemark.testkit.model;

import io.tidemark.serialization.Serializers;
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

/** Lists of texts. */
final class ListModel extends StateModel {

  ListModel(String name, boolean namespaced, @Nullable TimeToLive timeToLive) {
    super(name, namespaced, timeToLive);
  }

  @Override
  StateDescriptor<? extends State> descriptor() {
    return new StateDescriptor.OfList<>(name(), Serializers.STRING, timeToLive());
  }

  @Override
  String operate(Random random, ModelStore store, Contents contents, Address address) {
    ListState<String> state = store.at(this, address);
    int choice = random.nextInt(12);
    if (choice < 3) {
      requireEqual("list", state.get(), new ArrayList<>(contents.read(address).values()));
      return "get";
    }
    if (choice < 8) {
      String element = "element " + random.nextInt(1_000);
      state.add(element);
      contents.append(address, element);
      return "add " + element;
    }
    if (choice < 11) {
      List<String> elements = new ArrayList<>();
      for (int count = random.nextInt(4); count > 0; count--) {
        elements.add("one of several " + random.nextInt(1_000));
      }
      if (choice == 8) {
        state.update(elements);
        contents.clear(address);
      } else {
        state.addAll(elements);
      }
      elements.forEach(element -> contents.append(address, element));
      return (choice == 8 ? "update " : "addAll ") + elements;
    }
    state.clear();
    contents.clear(address);
    return "clear";
  }

  @Override
  SortedMap<Long, Object> read(ModelStore store, Address address) {
    ListState<String> state = store.at(this, address);
    return numbered(state.get());
  }

  @Override
  void merge(Contents contents, Address target, List<Long> sources) {
    for (long source : sources) {
      if (source != target.namespace()) {
        contents.peek(target.in(source)).values().forEach(it -> contents.append(target, it));
        contents.clear(target.in(source));
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
}
