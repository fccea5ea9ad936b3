package io.tidemark.cli.place;

import io.tidemark.cli.arguments.ConfigurationArguments;
import io.tidemark.config.ConfigRegistry;
import picocli.CommandLine.Mixin;

/** Opens what a command about snapshots is pointed at. */
public final class StorageArguments {

  /** Does a command's work. */
  public interface Work {
    int in(StorageSession session);
  }

  @Mixin private ConfigurationArguments options = new ConfigurationArguments();

  public int with(Work work) {
    ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
    try (StorageSession session =
        new StorageSession(options.resolve(ConfigRegistry.load(classLoader)), classLoader)) {
      return work.in(session);
    }
  }
}
