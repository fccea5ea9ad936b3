package io.tidemark.serialization;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A class that a sealed interface permits, and what its type variables stand for. */
record Variant(Class<?> type, TypeVariables variables) {

  /**
   * In the order of declaration; the variants of sealed interfaces among them stand in their place.
   */
  static List<Variant> of(Class<?> sealed, TypeVariables variables) {
    List<Variant> variants = new ArrayList<>();
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      TypeVariables handedOn = variables.ofImplementation(permitted, sealed);
      if (permitted.isInterface() && permitted.isSealed()) {
        variants.addAll(of(permitted, handedOn));
      } else {
        variants.add(new Variant(permitted, handedOn));
      }
    }
    Set<Class<?>> seen = new HashSet<>();
    variants.removeIf(variant -> !seen.add(variant.type()));
    return variants;
  }
}
