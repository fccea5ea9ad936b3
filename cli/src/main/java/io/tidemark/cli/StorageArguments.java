package io.tidemark.cli;

import io.tidemark.config.ConfigRegistry;
import io.tidemark.config.Configuration;
import picocli.CommandLine.Mixin;

/** Opens what a command about snapshots is pointed at. */
final class StorageArguments {

  /** Does a command's work on an open root. */
  interface Work {
    int on(SnapshotRoot root, Configuration configuration);
  }

  @Mixin private ConfigurationArguments options = new ConfigurationArguments();

  int with(SnapshotAddress address, Work work) {
    ClassLoader classLoader = StorageArguments.class.getClassLoader();
    Configuration configuration = options.resolve(ConfigRegistry.load(classLoader));
    try (ProcessServices services = new ProcessServices();
        SnapshotRoot root =
            new SnapshotRoot(address.root(), configuration, services, classLoader)) {
      return work.on(root, configuration);
    }
  }
}
