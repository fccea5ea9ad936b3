package io.tidemark.cli.process;

import io.tidemark.TidemarkException;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.function.InvalidJobException;
import io.tidemark.spi.UnknownBackendException;
import io.tidemark.spi.UnknownStorageException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence what went wrong, and gives the exit code for it. */
public final class ErrorReport
    implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

  /** The exit code of a job or a check that failed. */
  public static final int FAILED = 1;

  static final int WRONG_USAGE = 2;

  private final BooleanSupplier verbose;

  /**
   * @param verbose whether stack traces are wanted; asked when there is an error
   */
  public ErrorReport(BooleanSupplier verbose) {
    this.verbose = verbose;
  }

  @Override
  public int handleExecutionException(
      Exception error, CommandLine command, ParseResult parsedArguments) {
    print(command.getErr(), error);
    return exitCode(error);
  }

  @Override
  public int handleParseException(ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    PrintWriter err = command.getErr();
    print(err, error);
    UnmatchedArgumentException.printSuggestions(error, err);
    err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return WRONG_USAGE;
  }

  /** Reports what no handler saw, and gives the exit code for it. */
  public int failed(PrintWriter err, Throwable error) {
    print(err, error);
    return FAILED;
  }

  private void print(PrintWriter err, Throwable error) {
    err.println("tidemark: " + sentence(error));
    if (verbose.getAsBoolean()) {
      error.printStackTrace(err);
    }
    err.flush();
  }

  /** What happened; an error that nobody foresaw is named by its type, too. */
  public static String sentence(Throwable error) {
    String message = error.getMessage();
    if (message != null
        && (error instanceof TidemarkException || error instanceof ParameterException)) {
      return message;
    }
    if (message != null && error instanceof UncheckedIOException) {
      Throwable cause = error.getCause();
      String reason = cause == null ? null : cause.getMessage();
      return reason == null || message.contains(reason) ? message : message + ": " + reason;
    }
    return error.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }

  private static int exitCode(Exception error) {
    boolean usage =
        error instanceof InvalidConfigurationException
            || error instanceof InvalidJobException
            || error instanceof UnknownBackendException
            || error instanceof UnknownStorageException;
    return usage ? WRONG_USAGE : FAILED;
  }
}
