package io.tidemark.cli;

import io.tidemark.config.ConfigRegistry;
import picocli.CommandLine.Mixin;

/** Opens what a command about snapshots is pointed at. */
final class StorageArguments {

  /** Does a command's work. */
  interface Work {
    int in(StorageSession session);
  }

  @Mixin private ConfigurationArguments options = new ConfigurationArguments();

  int with(Work work) {
    ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
    try (StorageSession session =
        new StorageSession(options.resolve(ConfigRegistry.load(classLoader)), classLoader)) {
      return work.in(session);
    }
  }
}
