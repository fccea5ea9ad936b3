package io.tidemark.runtime.operator;

import io.tidemark.runtime.connector.SupportsTakeBack.TakeBack;
import java.util.Optional;

/** A power of operator factories whose operators commit something outside of the job. */
public interface CommitsOutside {

  /** Whether what was committed can be undone. */
  boolean canTakeBack();

  /**
   * Looks at what was committed, if it can be undone; what cannot is let alone. As of {@link
   * io.tidemark.runtime.connector.SupportsTakeBack#look}.
   */
  TakeBack look(String job);

  /** {@link io.tidemark.runtime.connector.SupportsTakeBack#place}, if it is known. */
  Optional<Object> place();
}
