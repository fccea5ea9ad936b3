package io.tidemark.fs.hadoop;

import io.tidemark.config.ConfigOption;
import io.tidemark.config.OpenPrefix;
import io.tidemark.config.OptionsProvider;
import java.util.Collection;
import java.util.List;

/** What Hadoop reads of a configuration. */
public final class HadoopOptions implements OptionsProvider {

  /** The account keys of some file systems are among the values. */
  public static final OpenPrefix HADOOP =
      OpenPrefix.ofSecrets(
          "hadoop.",
          "Handed to Hadoop without the prefix, before what its own files say:"
              + " hadoop.dfs.replication is dfs.replication.");

  @Override
  public Collection<ConfigOption<?>> options() {
    return List.of();
  }

  @Override
  public Collection<OpenPrefix> openPrefixes() {
    return List.of(HADOOP);
  }
}
