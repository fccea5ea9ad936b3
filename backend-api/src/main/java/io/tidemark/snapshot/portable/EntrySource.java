package io.tidemark.snapshot.portable;

/** What a backend has to say, one key group at a time. */
@FunctionalInterface
public interface EntrySource {

  /**
   * Writes all entries of one key group. Called once a key group, for different key groups from
   * different threads at once.
   */
  void writeKeyGroup(int keyGroup, EntryWriter out);
}
