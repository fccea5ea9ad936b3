package io.tidemark.cli;

import io.tidemark.cli.process.ErrorReport;
import io.tidemark.cli.process.ProviderClassLoader;
import java.util.Arrays;
import picocli.CommandLine;

/** The program. */
public final class Main {

  /** The engine's own log repeats, with stack traces, what the command says in a sentence. */
  private static final String ENGINE_LOG =
      "org.slf4j.simpleLogger.log.io.tidemark.runtime.engine.JobRun";

  private Main() {}

  /** Runs one command and ends the process: 0 done, 1 failed, 2 wrongly used. */
  public static void main(String[] args) {
    if (!isVerbose(args) && System.getProperty(ENGINE_LOG) == null) {
      System.setProperty(ENGINE_LOG, "error");
    }
    // Commands find backends, storages and formats there, and so does Hadoop its own parts.
    Thread.currentThread().setContextClassLoader(ProviderClassLoader.ofProcess());
    System.exit(execute(args));
  }

  /** Errors, as where a jar of a vendor is not what it should be, go past picocli's handlers. */
  private static int execute(String[] args) {
    CommandLine commands = Tidemark.commandLine();
    try {
      return commands.execute(args);
    } catch (Error e) {
      return new ErrorReport(() -> isVerbose(args)).failed(commands.getErr(), e);
    }
  }

  private static boolean isVerbose(String[] args) {
    return Arrays.asList(args).contains(Tidemark.VERBOSE);
  }
}
