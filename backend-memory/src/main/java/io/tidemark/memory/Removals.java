package io.tidemark.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * The identities that were removed from one key group, by the version in which that happened: what
 * an incremental snapshot writes as deletions. An identity that came and went within one version is
 * not here, for no snapshot knows it. One that came back since is still here; whoever writes looks
 * whether it lives.
 */
final class Removals {

  /** The identities removed in one version; the identity is all that their rows have. */
  record Batch(int version, PageDirectory identities) {}

  private final List<Batch> batches = new ArrayList<>(2);

  /** The identities removed in the current version, to be added to. */
  PageDirectory current(Layout identity, Versions versions) {
    int last = batches.size() - 1;
    if (last >= 0 && batches.get(last).version == versions.current()) {
      return batches.get(last).identities;
    }
    forget(versions.completed());
    PageDirectory identities = new PageDirectory(identity, versions.current());
    batches.add(new Batch(versions.current(), identities));
    return identities;
  }

  /** Drops what no snapshot will ask for any more. */
  void forget(int completed) {
    batches.removeIf(batch -> batch.version <= completed);
  }

  /** What was removed after {@code base} ended, newest first. */
  List<Batch> since(int base) {
    List<Batch> wanted = new ArrayList<>(batches.size());
    for (int i = batches.size() - 1; i >= 0; i--) {
      if (batches.get(i).version > base) {
        wanted.add(batches.get(i));
      }
    }
    return wanted;
  }
}
