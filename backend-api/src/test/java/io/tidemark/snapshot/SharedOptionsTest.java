package io.tidemark.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.ConfigOption;
import io.tidemark.config.ConfigRegistry;
import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.config.MemorySize;
import io.tidemark.config.OptionsProvider;
import io.tidemark.spi.StateOptions;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of the API itself. */
class SharedOptionsTest {

  private static final Configuration NOTHING_SET = Configuration.empty();

  @Test
  void goodFeatures_areOnByDefault() {
    assertThat(NOTHING_SET.get(CheckpointingOptions.INCREMENTAL)).isTrue();
    assertThat(NOTHING_SET.get(CheckpointingOptions.COMPRESSION)).isTrue();
    assertThat(NOTHING_SET.get(CheckpointingOptions.RETAINED)).isEqualTo(3);
    assertThat(NOTHING_SET.get(RecoveryOptions.DAMAGED))
        .isEqualTo(RecoveryOptions.Damaged.FALL_BACK);
    assertThat(NOTHING_SET.get(CheckpointingOptions.INLINE_THRESHOLD))
        .isEqualTo(MemorySize.ofKb(20));
  }

  @Test
  void stateBackend_isMemoryUnlessNamed() {
    assertThat(NOTHING_SET.get(StateOptions.BACKEND)).isEqualTo("memory");
    assertThat(NOTHING_SET.with("state.backend.type", "my-own").get(StateOptions.BACKEND))
        .isEqualTo("my-own");
  }

  @Test
  void snapshotDirectories_haveNoDefault() {
    assertThat(NOTHING_SET.find(CheckpointingOptions.DIRECTORY)).isEmpty();
    assertThat(CheckpointingOptions.DIRECTORY.defaultValue()).isEmpty();
    assertThat(CheckpointingOptions.SAVEPOINT_DIRECTORY.defaultValue()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///tmp/x", "s3://bucket/root", "hdfs://name:8020/a", "memory:///"})
  void snapshotDirectory_isAUriWithAScheme(String uri) {
    assertThat(
            NOTHING_SET
                .with("execution.checkpointing.dir", uri)
                .get(CheckpointingOptions.DIRECTORY))
        .isEqualTo(URI.create(uri));
  }

  @ParameterizedTest
  @CsvSource({
    "execution.checkpointing.dir, /tmp/x",
    "execution.checkpointing.savepoint-dir, savepoints",
    "execution.checkpointing.num-retained, 0",
    "execution.checkpointing.data-inline-threshold, 1025 kb",
    "execution.state-recovery.damaged, ignore",
  })
  void valueThatCannotWork_isRefused(String key, String value) {
    ConfigRegistry registry = ConfigRegistry.load(getClass().getClassLoader());
    Configuration configuration = NOTHING_SET.with(key, value);

    assertThatThrownBy(() -> registry.validate(configuration))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageStartingWith(key + " = \"" + value + "\": ");
  }

  @ParameterizedTest
  @CsvSource({
    "state.backend, state.backend.type",
    "state.checkpoints.dir, execution.checkpointing.dir",
    "state.savepoints.dir, execution.checkpointing.savepoint-dir",
    "state.checkpoints.num-retained, execution.checkpointing.num-retained",
    "state.backend.incremental, execution.checkpointing.incremental",
    "state.storage.fs.memory-threshold, execution.checkpointing.data-inline-threshold",
    "state.backend.fs.memory-threshold, execution.checkpointing.data-inline-threshold",
  })
  void olderNamesOfFlink_areRead(String older, String key) {
    ConfigRegistry registry = ConfigRegistry.load(getClass().getClassLoader());

    assertThat(registry.find(older).map(ConfigOption::key)).contains(key);
  }

  @ParameterizedTest
  @ValueSource(classes = {StateOptions.class, CheckpointingOptions.class, RecoveryOptions.class})
  void everyOptionOfAClass_isContributed(Class<? extends OptionsProvider> options)
      throws ReflectiveOperationException {
    List<Object> constants = new ArrayList<>();
    for (var field : options.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
        constants.add(field.get(null));
      }
    }

    assertThat(constants).isNotEmpty();
    assertThat(new ArrayList<Object>(options.getConstructor().newInstance().options()))
        .containsExactlyInAnyOrderElementsOf(constants);
    assertThat(
            ConfigRegistry.load(getClass().getClassLoader()).options().stream()
                .map(Object.class::cast)
                .toList())
        .containsAll(constants);
  }
}
