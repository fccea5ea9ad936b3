package io.tidemark.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * The identities that were removed from one key group, by the version in which that happened last:
 * what an incremental snapshot writes as deletions. An identity that came and went within one
 * version is not here, for no snapshot knows it. One that came back since is still here; whoever
 * writes looks whether it lives.
 *
 * <p>They lie in batches, so that old ones can be dropped at once: a batch ends when fewer versions
 * are {@linkplain Versions#remembered remembered}, and is dropped when none of its versions is.
 */
final class Removals {

  /**
   * Some of the identities; the identity is all that their rows have, and the row's version tells
   * when it was removed.
   *
   * @param remembered what was remembered when the batch began
   */
  record Batch(int remembered, PageDirectory identities) {}

  private final List<Batch> batches = new ArrayList<>(2);

  /** The identities to which those removed in the current version are to be added. */
  PageDirectory current(Layout identity, Versions versions) {
    int last = batches.size() - 1;
    if (last < 0 || batches.get(last).remembered != versions.remembered()) {
      PageDirectory identities = new PageDirectory(identity, versions.current());
      batches.add(new Batch(versions.remembered(), identities));
      return identities;
    }
    PageDirectory identities = batches.get(last).identities;
    PageDirectory writable = identities.writable(versions);
    if (writable != identities) {
      batches.set(last, new Batch(versions.remembered(), writable));
    }
    return writable;
  }

  /** Drops what no snapshot will ask for any more. */
  void forget(int remembered) {
    batches.removeIf(batch -> batch.identities.version() <= remembered);
  }

  /** What was removed after {@code base} ended, and perhaps more, newest first. */
  List<Batch> since(int base) {
    List<Batch> wanted = new ArrayList<>(batches.size());
    for (int i = batches.size() - 1; i >= 0; i--) {
      if (batches.get(i).identities.version() > base) {
        wanted.add(batches.get(i));
      }
    }
    return wanted;
  }
}
