package io.tidemark.serialization;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that the parts of a type have today, in order, and those that they had before. */
final class Names {

  /** One part's names. */
  record Named(String name, List<String> former) {

    Named(String name, @Nullable FormerNames former) {
      this(name, former == null ? List.of() : List.of(former.value()));
    }
  }

  private final Map<String, Integer> positions = new HashMap<>();

  /**
   * @throws UnsupportedTypeException if a name, new or old, stands for two parts of {@code type}
   */
  Names(String type, List<Named> parts) {
    for (int i = 0; i < parts.size(); i++) {
      put(type, parts.get(i).name(), i);
      for (String former : parts.get(i).former()) {
        put(type, former, i);
      }
    }
  }

  private void put(String type, String name, int position) {
    if (positions.put(name, position) != null) {
      throw new UnsupportedTypeException(
          type + " has the name " + name + " twice, former names included: rename one of the two");
    }
  }

  /** The position of the part that was written under {@code name}, or -1 if it is gone. */
  int position(String name) {
    return positions.getOrDefault(name, -1);
  }
}
