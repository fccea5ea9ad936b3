package io.tidemark.cli.snapshot;

import io.tidemark.cli.arguments.Arguments;
import io.tidemark.cli.output.LongWork;
import io.tidemark.cli.output.RowFormat;
import io.tidemark.cli.place.NamedSnapshot;
import io.tidemark.cli.place.SnapshotPlace;
import io.tidemark.cli.place.StorageArguments;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.snapshot.entries.SnapshotContents;
import io.tidemark.snapshot.entries.SnapshotFormats;
import io.tidemark.snapshot.entries.SnapshotState;
import io.tidemark.snapshot.entries.StateId;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the entries of a state. */
@Command(
    name = "read",
    description = {
      "Print what a state of a snapshot holds.",
      "Keyed state, timers or operator state. Needs no class of the job: types are in the snapshot."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark read file:///var/lib/tidemark --state count --limit 20",
      "  tidemark read file:///var/lib/tidemark/word-count#42 --state count --key '\"the\"'",
      "  tidemark read file:///var/lib/tidemark --state count --format jsonl"
    })
public final class ReadCommand implements Callable<Integer> {

  private static final long ROWS_OF_TABLE = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "URI", description = SnapshotPlace.NAMES)
  private URI uri = URI.create("");

  @Option(
      names = "--state",
      paramLabel = "NAME",
      description = "The state's name. Without it, the error says which there are.")
  private @Nullable String state;

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      description = "The operator's name, where several have a state of that name.")
  private @Nullable String operator;

  @Option(
      names = "--key",
      paramLabel = "JSON",
      description = "One key only, as JSON; a string may do without its quotes.")
  private @Nullable String key;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Print at most N entries, 0 for all (default: 100 in a table, else all).")
  private @Nullable Long limit;

  @Option(
      names = "--format",
      paramLabel = "table|jsonl|csv",
      defaultValue = "table",
      description = "How they are printed (default: table).")
  private RowFormat format = RowFormat.TABLE;

  @Option(names = "--json", description = "The same as --format jsonl.")
  private boolean json;

  @Mixin private StorageArguments storage = new StorageArguments();

  @Override
  public Integer call() {
    RowFormat chosen = json ? RowFormat.JSONL : format;
    long most = limit != null ? limit : chosen == RowFormat.TABLE ? ROWS_OF_TABLE : 0;
    Arguments.requireNotNegative("--limit", most);
    return storage.with(
        session -> {
          NamedSnapshot named = session.open(uri).snapshot();
          SnapshotContents contents = named.contents(SnapshotFormats.load(session.classLoader()));
          PrintWriter out = spec.commandLine().getOut();
          EntryRows rows =
              named.whileThere(() -> print(contents, new EntryRows(chosen, out, most)));
          if (chosen == RowFormat.TABLE) {
            note(out, rows, most);
          }
          return 0;
        });
  }

  private EntryRows print(SnapshotContents contents, EntryRows rows) {
    for (SnapshotState wanted : chosen(contents)) {
      print(contents, wanted, rows);
    }
    rows.end();
    return rows;
  }

  private void print(SnapshotContents contents, SnapshotState wanted, EntryRows rows) {
    KeyFilter filter =
        KeyFilter.of(wanted.mode() == null ? key : null, wanted, contents.manifest());
    try (LongWork work = LongWork.begin("read " + wanted.id())) {
      contents.walk(
          wanted.id()::equals,
          filter.keyGroups(),
          work,
          (there, subtask, entry) ->
              !filter.matches(entry.key()) || rows.add(there, subtask, entry));
    }
  }

  private static void note(PrintWriter out, EntryRows rows, long most) {
    if (rows.isCut()) {
      out.println("There are more than these " + most + "; --limit 0 prints all");
    } else if (rows.printed() == 0) {
      out.println("No entries");
    }
    out.flush();
  }

  private List<SnapshotState> chosen(SnapshotContents contents) {
    List<SnapshotState> all = contents.states();
    List<SnapshotState> chosen =
        all.stream()
            .filter(one -> state == null || one.id().name().equals(state))
            .filter(one -> operator == null || one.id().operator().equals(operator))
            .filter(one -> key == null || one.id().scope() != StateId.Scope.OPERATOR)
            .toList();
    if (state == null || chosen.isEmpty()) {
      throw new InvalidConfigurationException(
          (state == null
                  ? "name a state with --state"
                  : "there is no "
                      + (key == null ? "" : "keyed ")
                      + "state '"
                      + state
                      + "'"
                      + (operator == null ? "" : " of operator '" + operator + "'"))
              + "; the snapshot has: "
              + all.stream().map(one -> one.id().toString()).distinct().toList());
    }
    return chosen;
  }
}
