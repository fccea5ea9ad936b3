package io.tidemark.memory;

import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.spi.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What is written of one state of a key group: a section an operation, each begun when its first
 * entry comes. Belongs to one thread.
 */
final class StateSections {

  private final int state;
  private final EntryWriter out;
  private @Nullable Operation begun;

  /**
   * Begins without a section.
   *
   * @param state the state's position in the schema
   */
  StateSections(int state, EntryWriter out) {
    this.state = state;
    this.out = out;
  }

  /** Takes the next entry, which does {@code operation}. */
  EntryWriter section(Operation operation) {
    if (begun != operation) {
      out.section(state, operation);
      begun = operation;
    }
    return out;
  }
}
