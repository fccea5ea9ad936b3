package io.tidemark.testkit.backend;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.StoreSnapshot;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** One topic of the kit. Each test has an engine of its own, which looks for leaks afterwards. */
@Timeout(300)
abstract class BackendContract {

  private final StateBackendKit kit;
  KitEngine engine;

  BackendContract(StateBackendKit kit) {
    this.kit = kit;
  }

  @BeforeEach
  void start() {
    engine = new KitEngine(kit);
  }

  @AfterEach
  void finish() {
    engine.finish();
  }

  StateBackendKit kit() {
    return kit;
  }

  /** What a restore of a snapshot finds of a {@link Sample}. */
  SortedMap<String, Object> sampleIn(StoreSnapshot snapshot) {
    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      return new Sample(store).contents();
    }
  }
}
