package io.tidemark.testkit.model;

import java.util.Comparator;

/** Where a state keeps something. States without namespaces keep it in namespace 0. */
record Address(String state, long key, long namespace) implements Comparable<Address> {

  private static final Comparator<Address> ORDER =
      Comparator.comparing(Address::state)
          .thenComparingLong(Address::key)
          .thenComparingLong(Address::namespace);

  Address in(long newNamespace) {
    return new Address(state, key, newNamespace);
  }

  @Override
  public int compareTo(Address other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return state + " of " + key + " in " + namespace;
  }
}
