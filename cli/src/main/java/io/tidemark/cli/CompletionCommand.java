package io.tidemark.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete commands and options. */
@Command(
    name = "completion",
    description = "Print a script that makes the shell complete commands and options.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(tidemark completion bash)",
      "  tidemark completion zsh > ~/.tidemark-completion; source ~/.tidemark-completion"
    })
final class CompletionCommand implements Callable<Integer> {

  /** The shells of which picocli's one script knows. */
  enum Shell {
    BASH,
    ZSH
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "bash|zsh", description = "The shell; one script serves both.")
  private Shell shell = Shell.BASH;

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    String name = shell.name().toLowerCase(Locale.ROOT);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "# Completion for " + name + "; load it: source <(tidemark completion " + name + ")");
    out.println(AutoComplete.bash(root.getCommandName(), root));
    out.flush();
    return 0;
  }
}
