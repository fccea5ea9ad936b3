package io.tidemark.testkit.backend.reference;

import java.util.List;

/** Formats whose entries are walked wrongly. */
final class BrokenWalks {

  private BrokenWalks() {}

  static List<Broken> all() {
    return List.of();
  }
}
