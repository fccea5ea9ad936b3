package io.tidemark.cli;

import io.tidemark.cli.output.StandardOutput;
import io.tidemark.cli.process.CommandFailedException;
import io.tidemark.cli.process.ErrorReport;
import io.tidemark.cli.process.ProviderClassLoader;
import java.io.IOException;
import java.io.PrintWriter;
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
    StandardOutput output = StandardOutput.ofProcess();
    PrintWriter out = output.writer();
    CommandLine commands = Tidemark.commandLine().setOut(out);
    ErrorReport errors = new ErrorReport(() -> isVerbose(args));
    try {
      int code = commands.execute(args);
      out.flush();
      IOException lost = output.problem().orElse(null);
      return lost == null
          ? code
          : errors.failed(
              commands.getErr(),
              new CommandFailedException(
                  "what was printed is not all there: " + lost.getMessage(), lost));
    } catch (Error e) {
      return errors.failed(commands.getErr(), e);
    }
  }

  private static boolean isVerbose(String[] args) {
    return Arrays.asList(args).contains(Tidemark.VERBOSE);
  }
}
