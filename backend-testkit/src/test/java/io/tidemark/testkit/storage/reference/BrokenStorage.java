package io.tidemark.testkit.storage.reference;

import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.testkit.storage.reference.ReferenceStorageFactory.Opening;
import java.util.List;
import java.util.function.Function;

/**
 * A storage with one thing broken, and the tests of the kit that find it.
 *
 * @param rule what it does wrong
 * @param factory opens such storages
 * @param tests tests that fail, as {@code Topic.method}
 */
record BrokenStorage(String rule, SnapshotStorageFactory factory, List<String> tests) {

  static BrokenStorage of(
      String rule, Function<Opening, SnapshotStorage> variant, String... tests) {
    return new BrokenStorage(rule, new ReferenceStorageFactory(variant), List.of(tests));
  }

  @Override
  public String toString() {
    return rule;
  }
}
