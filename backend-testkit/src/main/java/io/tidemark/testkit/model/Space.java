package io.tidemark.testkit.model;

import java.util.Random;

/**
 * Where a state may keep something.
 *
 * @param keys from 0 on
 * @param namespaces from 0 on; none if the state has no namespaces
 */
record Space(int keys, int namespaces) {

  /** So few keys that the same are used again and again. */
  static final Space PLAIN = new Space(24, 0);

  static final Space IN_WINDOWS = new Space(24, 3);

  /** So many keys in each key group that no backend keeps them all in one place. */
  static final Space MANY_KEYS = new Space(2_000, 0);

  static final Space MANY_WINDOWS = new Space(6, 300);

  boolean isNamespaced() {
    return namespaces > 0;
  }

  Address random(Random random, String state) {
    return new Address(
        state, random.nextInt(keys), isNamespaced() ? random.nextInt(namespaces) : 0);
  }

  /** The address beside one, where there may be none any more. */
  Address after(Address address) {
    return isNamespaced()
        ? address.in(address.namespace() + 1)
        : new Address(address.state(), address.key() + 1, 0);
  }

  boolean holds(Address address) {
    return address.key() < keys && address.namespace() < Math.max(1, namespaces);
  }
}
