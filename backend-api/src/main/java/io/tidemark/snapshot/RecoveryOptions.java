package io.tidemark.snapshot;

import io.tidemark.config.ConfigOption;
import io.tidemark.config.OptionsProvider;
import java.util.Collection;
import java.util.List;

/** The options of restoring from snapshots that every engine shares. */
public final class RecoveryOptions implements OptionsProvider {

  /** What a recovery does about a damaged checkpoint. */
  public enum Damaged {
    /** The newest whole checkpoint of the group is restored, with a warning. */
    FALL_BACK,
    /** The recovery fails with an error that names the damage. */
    FAIL
  }

  /** Has no say in a restore that names its snapshot: that one never falls back. */
  public static final ConfigOption<Damaged> DAMAGED =
      ConfigOption.key("execution.state-recovery.damaged")
          .enumType(Damaged.class)
          .defaultValue(Damaged.FALL_BACK)
          .describedAs(
              "What a recovery does when the newest checkpoint is damaged: restore the newest whole"
                  + " one, with a warning, or fail.");

  @Override
  public Collection<ConfigOption<?>> options() {
    return List.of(DAMAGED);
  }
}
