package io.tidemark.benchmarks;

import picocli.CommandLine;

/** Runs the benchmarks. */
public final class Main {

  private Main() {}

  /** Runs what the arguments say. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command, with errors told in a sentence. */
  static CommandLine commandLine() {
    return new CommandLine(new BenchCommand())
        .setParameterExceptionHandler(
            (error, arguments) -> tell(error.getCommandLine(), error, CommandLine.ExitCode.USAGE))
        .setExecutionExceptionHandler(
            (error, command, result) -> tell(command, error, CommandLine.ExitCode.SOFTWARE));
  }

  private static int tell(CommandLine command, Exception error, int exitCode) {
    command.getErr().println("tidemark bench: " + error.getMessage());
    return exitCode;
  }
}
