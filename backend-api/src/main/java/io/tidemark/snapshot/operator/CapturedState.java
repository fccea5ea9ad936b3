package io.tidemark.snapshot.operator;

import io.tidemark.snapshot.portable.EntryWriter;

/** A picture of one state, which nothing disturbs. Read by one thread at a time. */
interface CapturedState {

  OperatorStateSnapshot.Part describe();

  /** Writes the content into the section that was begun for it. */
  void writeTo(EntryWriter out);
}
