package io.tidemark.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** The state backends on a class path, by name. */
public final class StateBackendProviders {

  private final List<StateBackendFactory> factories;

  private StateBackendProviders(List<StateBackendFactory> factories) {
    this.factories = List.copyOf(factories);
  }

  /** Finds what {@code classLoader} sees. */
  public static StateBackendProviders load(ClassLoader classLoader) {
    List<StateBackendFactory> found = new ArrayList<>();
    ServiceLoader.load(StateBackendFactory.class, classLoader).forEach(found::add);
    return new StateBackendProviders(found);
  }

  public List<StateBackendFactory> all() {
    return factories;
  }

  /**
   * The factory that bears {@code name} or answers to it.
   *
   * @throws UnknownBackendException if there is none, or more than one
   */
  public StateBackendFactory named(String name) {
    List<StateBackendFactory> matching =
        factories.stream()
            .filter(factory -> factory.name().equals(name) || factory.aliases().contains(name))
            .toList();
    if (matching.size() > 1) {
      throw new UnknownBackendException(
          "Several state backends answer to '"
              + name
              + "': "
              + matching.stream().map(f -> f.getClass().getName()).toList());
    }
    if (matching.isEmpty()) {
      throw new UnknownBackendException(
          "There is no state backend '"
              + name
              + "'; found: "
              + new TreeSet<>(factories.stream().map(StateBackendFactory::name).toList())
              + ". Add the artifact of that backend to the class path, such as io.tidemark:tidemark-backend-"
              + name);
    }
    return matching.get(0);
  }
}
