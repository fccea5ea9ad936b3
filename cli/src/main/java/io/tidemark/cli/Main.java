package io.tidemark.cli;

import java.util.Arrays;

/** The program. */
public final class Main {

  /** The engine's own log repeats, with stack traces, what the command says in a sentence. */
  private static final String ENGINE_LOG =
      "org.slf4j.simpleLogger.log.io.tidemark.runtime.engine.JobRun";

  private Main() {}

  /** Runs one command and ends the process: 0 done, 1 failed, 2 wrongly used. */
  public static void main(String[] args) {
    if (!Arrays.asList(args).contains(Tidemark.VERBOSE) && System.getProperty(ENGINE_LOG) == null) {
      System.setProperty(ENGINE_LOG, "error");
    }
    System.exit(Tidemark.commandLine().execute(args));
  }
}
