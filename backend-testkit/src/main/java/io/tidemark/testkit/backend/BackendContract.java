package io.tidemark.testkit.backend;

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
}
