package io.tidemark.flink;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options that Flink's configuration has for Tidemark, beside the backends' own. */
public final class TidemarkOptions {

  /** Which of Tidemark's backends holds the working state. */
  public static final ConfigOption<String> BACKEND =
      ConfigOptions.key("tidemark.backend")
          .stringType()
          .defaultValue("memory")
          .withDescription(
              "The Tidemark backend that holds working state: memory, rocksdb, or the name of"
                  + " another one on the class path.");

  /** Whether a backend outside the heap takes its memory from Flink's managed memory. */
  public static final ConfigOption<Boolean> MANAGED_MEMORY =
      ConfigOptions.key("tidemark.memory.managed")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether a Tidemark backend that holds state outside the heap shares its slot's"
                  + " managed memory. If not, the backend's own option says how much memory the"
                  + " job has in each task manager.");

  /** Whether Flink answers queries of states; its own constant for it is deprecated. */
  static final ConfigOption<Boolean> QUERIES =
      ConfigOptions.key("queryable-state.enable").booleanType().defaultValue(false);

  private TidemarkOptions() {}
}
