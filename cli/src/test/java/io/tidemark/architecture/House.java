package io.tidemark.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where things live: the packages below a root, by the role that the design gives them.
 *
 * @param root the package that holds the house, without a trailing dot
 * @param vendors the packages of each vendor, under the module that alone may name them
 */
record House(String root, Map<String, List<String>> vendors) {

  /** Each module but the API by its package's last name, with the modules that it may name. */
  private static final Map<String, Set<String>> MAY_NAME =
      Map.ofEntries(
          Map.entry("testkit", Set.of()),
          Map.entry("memory", Set.of()),
          Map.entry("fs", Set.of()),
          Map.entry("rocksdb", Set.of()),
          Map.entry("s3", Set.of()),
          Map.entry("flink", Set.of()),
          Map.entry("runtime", Set.of()),
          Map.entry("monitor", Set.of("runtime")));

  /** The modules that stand on all others. */
  private static final Set<String> ON_TOP = Set.of("cli", "examples", "benchmarks");

  static House ofTidemark() {
    return new House(
        "io.tidemark",
        Map.of(
            "rocksdb", List.of("org.rocksdb"),
            "fs", List.of("org.apache.hadoop"),
            "s3", List.of("software.amazon", "com.amazonaws"),
            "flink", List.of("org.apache.flink"),
            "monitor", List.of("io.micrometer", "io.prometheus")));
  }

  /** The modules below the top, without the API. */
  Set<String> modules() {
    return new TreeSet<>(MAY_NAME.keySet());
  }

  /** The packages of all modules but the API: what the API may never name. */
  String[] allModules() {
    return Stream.concat(MAY_NAME.keySet().stream(), ON_TOP.stream())
        .map(this::packages)
        .toArray(String[]::new);
  }

  /** The packages of the modules that this one may not name. */
  String[] closedTo(String module) {
    Set<String> open = MAY_NAME.getOrDefault(module, Set.of());
    return Stream.concat(MAY_NAME.keySet().stream(), ON_TOP.stream())
        .filter(other -> !other.equals(module) && !open.contains(other))
        .map(this::packages)
        .toArray(String[]::new);
  }

  /** A package below the root, with all that is under it, as ArchUnit writes it. */
  String packages(String name) {
    return root + "." + name + "..";
  }

  String[] packages(String first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more))
        .map(this::packages)
        .toArray(String[]::new);
  }

  /** The packages of this module's vendors. */
  String[] vendorPackages(String module) {
    return vendors.getOrDefault(module, List.of()).stream()
        .map(vendor -> vendor + "..")
        .toArray(String[]::new);
  }
}
