package io.tidemark.benchmarks.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who takes part in an experiment.
 *
 * @param name the name under which it stands in results: a peer's, mostly
 * @param classPath which class path its process has
 * @param benchmark the JMH benchmark that it runs, as class and method
 * @param params the benchmark's parameters
 */
public record Contender(
    String name, ClassPath classPath, String benchmark, Map<String, String> params) {

  public Contender {
    params = Map.copyOf(params);
  }

  /** A peer under that name, which says by its beginning where it comes from. */
  public static Contender peer(String name, String benchmark, Map<String, String> params) {
    Map<String, String> all = new TreeMap<>(params);
    all.put("peer", name);
    return new Contender(name, ClassPath.ofPeer(name), benchmark, all);
  }

  /** What JMH is told. */
  List<String> jmhArguments(Effort effort) {
    List<String> arguments = new ArrayList<>();
    arguments.add("^.*\\." + benchmark.replace(".", "\\.") + "$");
    arguments.addAll(effort.jmhArguments());
    params.forEach((name, value) -> arguments.addAll(List.of("-p", name + "=" + value)));
    return arguments;
  }

  /** The same with little data. */
  Contender smoke() {
    Map<String, String> all = new TreeMap<>(params);
    if (benchmark.startsWith("FileCopyBenchmark")) {
      all.put("bytes", Integer.toString(1 << 20));
    } else {
      all.put(benchmark.startsWith("MapBenchmark") ? "entries" : "keys", "5000");
      all.computeIfPresent("snapshots", (name, value) -> "5");
    }
    return new Contender(name, classPath, benchmark, all);
  }

  /** The limit of everything that goes to a disk. */
  public static Contender fileCopy(long bytes) {
    return new Contender(
        "file-copy",
        ClassPath.TIDEMARK,
        "FileCopyBenchmark.copy",
        Map.of("bytes", Long.toString(bytes)));
  }
}
