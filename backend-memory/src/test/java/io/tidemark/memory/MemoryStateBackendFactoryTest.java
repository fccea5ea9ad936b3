package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class MemoryStateBackendFactoryTest {

  @Test
  void factory_isFoundByItsNames() {
    assertThat(ServiceLoader.load(StateBackendFactory.class))
        .filteredOn(factory -> factory.name().equals("memory"))
        .singleElement()
        .satisfies(
            factory ->
                assertThat(factory.aliases()).containsExactlyInAnyOrder("hashmap", "filesystem"));
  }

  @Test
  void filesystemWithoutADirectory_isRefusedWithTheRemedy() {
    assertThatThrownBy(() -> create(Map.of("state.backend.type", "filesystem")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("filesystem")
        .hasMessageContaining("execution.checkpointing.dir");
  }

  @Test
  void filesystemWithADirectory_isTheMemoryBackend() {
    Map<String, String> settings =
        Map.of("state.backend.type", "filesystem", "execution.checkpointing.dir", "file:///tmp/x");
    try (StateBackend backend = create(settings)) {
      assertThat(backend.name()).isEqualTo("memory");
    }
  }

  private static StateBackend create(Map<String, String> settings) {
    return new MemoryStateBackendFactory()
        .create(
            new BackendContext(
                Configuration.of(settings),
                Path.of("unused"),
                Runnable::run,
                Clock.systemUTC(),
                MetricGroup.none()));
  }
}
