package io.tidemark.benchmarks;

import picocli.CommandLine;

/** Runs the benchmarks. */
public final class Main {

  private Main() {}

  /** Runs what the arguments say. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchCommand()).execute(args));
  }
}
