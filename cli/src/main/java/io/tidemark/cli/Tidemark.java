package io.tidemark.cli;

import io.tidemark.cli.arguments.Arguments;
import io.tidemark.cli.demo.DemoCommand;
import io.tidemark.cli.job.CheckCommand;
import io.tidemark.cli.job.CheckpointCommand;
import io.tidemark.cli.job.JobsCommand;
import io.tidemark.cli.job.RunCommand;
import io.tidemark.cli.job.SavepointCommand;
import io.tidemark.cli.output.Terminal;
import io.tidemark.cli.process.ErrorReport;
import io.tidemark.cli.snapshot.ConvertCommand;
import io.tidemark.cli.snapshot.CopyCommand;
import io.tidemark.cli.snapshot.DeleteCommand;
import io.tidemark.cli.snapshot.DiffCommand;
import io.tidemark.cli.snapshot.GcCommand;
import io.tidemark.cli.snapshot.ReadCommand;
import io.tidemark.cli.snapshot.ShowCommand;
import io.tidemark.cli.snapshot.SnapshotsCommand;
import io.tidemark.cli.snapshot.VerifyCommand;
import java.net.URI;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command that has all others under it. */
@Command(
    name = "tidemark",
    description = "Keyed state and snapshots for stream processors.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Tidemark.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a job or a check failed",
      "2:wrong usage",
      "130, 143:stopped by SIGINT or SIGTERM"
    },
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      SavepointCommand.class,
      CheckpointCommand.class,
      JobsCommand.class,
      BackendsCommand.class,
      ConfigCommand.class,
      SnapshotsCommand.class,
      VerifyCommand.class,
      GcCommand.class,
      DeleteCommand.class,
      ShowCommand.class,
      ReadCommand.class,
      DiffCommand.class,
      CopyCommand.class,
      ConvertCommand.class,
      CheckCommand.class,
      BenchCommand.class,
      CompletionCommand.class
    })
public final class Tidemark implements Runnable {

  static final String VERBOSE = "--verbose";

  private static final int HELP_WIDTH = 100;

  /** Picocli lays help out in no less. */
  private static final int LEAST_HELP_WIDTH = 55;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Read from the parsed arguments by {@link ErrorReport}. */
  @Option(
      names = VERBOSE,
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean verbose;

  /** All commands, with the exit codes and error messages of the program. */
  static CommandLine commandLine() {
    Tidemark root = new Tidemark();
    ErrorReport errors = new ErrorReport(() -> root.verbose);
    Terminal terminal = Terminal.ofProcess();
    return new CommandLine(root)
        .setExecutionExceptionHandler(errors)
        .setParameterExceptionHandler(errors)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(URI.class, Arguments::uri)
        .setUsageHelpWidth(Math.max(LEAST_HELP_WIDTH, terminal.outputColumns().orElse(HELP_WIDTH)))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                terminal.hasColouredOutput()
                    ? CommandLine.Help.Ansi.ON
                    : CommandLine.Help.Ansi.OFF));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command");
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Tidemark.class.getPackage().getImplementationVersion();
      return new String[] {"tidemark " + (version == null ? "(not packaged)" : version)};
    }
  }
}
