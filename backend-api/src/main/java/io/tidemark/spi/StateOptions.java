package io.tidemark.spi;

import io.tidemark.config.ConfigOption;
import io.tidemark.config.OptionsProvider;
import java.util.Collection;
import java.util.List;

/** The options of working state that every engine and backend shares. */
public final class StateOptions implements OptionsProvider {

  /**
   * The {@linkplain StateBackendFactory#name() name} of a state backend, or another it answers to.
   */
  public static final ConfigOption<String> BACKEND =
      ConfigOption.key("state.backend.type")
          .stringType()
          .defaultValue("memory")
          .alternativeKeys("state.backend")
          .describedAs(
              "The state backend, where working state lives: `memory` (also `hashmap`),"
                  + " `filesystem` (the same, with a snapshot directory required), `rocksdb`, or"
                  + " the name of another one on the class path.");

  @Override
  public Collection<ConfigOption<?>> options() {
    return List.of(BACKEND);
  }
}
