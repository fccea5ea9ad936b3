package io.tidemark.testkit.model;

import io.tidemark.spi.BackendContext;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendFactory;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** The backends among which the job moves whenever it is restored. */
record ModelBackends(List<StateBackend> all) implements AutoCloseable {

  static ModelBackends open(
      List<StateBackendFactory> factories,
      BackendContext context,
      UnaryOperator<StateBackend> wrapper) {
    List<StateBackend> opened = new ArrayList<>();
    for (StateBackendFactory factory : factories) {
      opened.add(wrapper.apply(factory.create(context)));
    }
    return new ModelBackends(opened);
  }

  /**
   * One that reads all of these snapshots: any if they are portable, else the one that wrote them.
   */
  StateBackend choose(Random random, List<StoreSnapshot> from) {
    List<StateBackend> able =
        all.stream()
            .filter(backend -> from.stream().allMatch(snapshot -> reads(backend, snapshot)))
            .toList();
    return able.size() == 1 ? able.get(0) : able.get(random.nextInt(able.size()));
  }

  private static boolean reads(StateBackend backend, StoreSnapshot snapshot) {
    return snapshot.format().equals(StoreSnapshot.PORTABLE)
        || snapshot.backend().equals(backend.name());
  }

  @Override
  public void close() {
    all.forEach(StateBackend::close);
  }
}
