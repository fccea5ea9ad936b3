package io.tidemark.testkit.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How somebody repeats a run. */
final class Repeat {

  private Repeat() {}

  /** The command line, as far as the build's own properties tell where the test lives. */
  static String command(long seed, int operations) {
    String root = System.getProperty("tidemark.root");
    String module = System.getProperty("basedir");
    return "mvn -B"
        + (root == null || module == null ? "" : " -pl " + relative(root, module) + " -am")
        + " test -Dtest='*KitTest*' -Dsurefire.failIfNoSpecifiedTests=false"
        + " -Dtidemark.model.seed="
        + seed
        + " -Dtidemark.model.operations="
        + operations;
  }

  private static Path relative(@Nullable String root, @Nullable String module) {
    return Path.of(String.valueOf(root))
        .toAbsolutePath()
        .relativize(Path.of(String.valueOf(module)).toAbsolutePath());
  }
}
