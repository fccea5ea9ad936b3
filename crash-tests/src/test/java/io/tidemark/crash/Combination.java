package io.tidemark.crash;

import java.util.ArrayList;
import java.util.List;

/**
 * What is run together.
 *
 * @param kills how often the job is killed before it may finish
 */
record Combination(
    Example example, String backend, Place place, boolean unaligned, int parallelism, int kills) {

  private static final List<String> BACKENDS = List.of("memory", "rocksdb");

  /**
   * Ten runs of two kills. Each pair of settings, such as rocksdb with hdfs: or s3: with unaligned
   * barriers, is in at least one of them.
   */
  static List<Combination> pairs() {
    List<Combination> pairs = new ArrayList<>();
    for (Example example : Example.values()) {
      for (Place place : Place.values()) {
        int sum = example.ordinal() + place.ordinal();
        int backend = (sum + (example == Example.WORD_COUNT ? 1 : 0)) % 2;
        boolean unaligned = (example.ordinal() * 2 + place.ordinal()) % 3 != 1;
        pairs.add(
            new Combination(example, BACKENDS.get(backend), place, unaligned, 1 + sum % 3, 2));
      }
    }
    pairs.add(new Combination(Example.PAGE_VIEWS, "rocksdb", Place.S3, false, 2, 2));
    return pairs;
  }

  /** All that there are, with six kills each: 216. */
  static List<Combination> all() {
    List<Combination> all = new ArrayList<>();
    for (Example example : Example.values()) {
      for (String backend : BACKENDS) {
        for (Place place : Place.values()) {
          all.add(new Combination(example, backend, place, false, 1 + all.size() % 3, 6));
          all.add(new Combination(example, backend, place, true, 1 + all.size() % 3, 6));
        }
      }
    }
    return all;
  }

  /** The parallelism of the n-th start, from 0. */
  int parallelism(int start) {
    return 1 + (parallelism - 1 + start) % 3;
  }

  @Override
  public String toString() {
    return example.job()
        + " on "
        + backend
        + " and "
        + place.name().toLowerCase(java.util.Locale.ROOT)
        + (unaligned ? ":, unaligned" : ":, aligned")
        + ", "
        + kills
        + " kills";
  }
}
