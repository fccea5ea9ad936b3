package io.tidemark.cli.snapshot;

import io.tidemark.cli.arguments.Arguments;
import io.tidemark.cli.output.Listing;
import io.tidemark.cli.output.ListingOutput;
import io.tidemark.cli.output.LongWork;
import io.tidemark.cli.output.Report;
import io.tidemark.cli.place.NamedSnapshot;
import io.tidemark.cli.place.SnapshotPlace;
import io.tidemark.cli.place.StorageArguments;
import io.tidemark.cli.process.ErrorReport;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.serialization.json.JsonPrinter;
import io.tidemark.snapshot.entries.EntryChange;
import io.tidemark.snapshot.entries.SnapshotContents;
import io.tidemark.snapshot.entries.SnapshotDiff;
import io.tidemark.snapshot.entries.SnapshotFormats;
import io.tidemark.snapshot.entries.SnapshotState;
import io.tidemark.snapshot.entries.StateDiff;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two snapshots. */
@Command(
    name = "diff",
    description = {
      "Compare two snapshots: what was added, changed and removed.",
      "They may lie in different storages, be in different formats and have different parallelism.",
      "Needs no class of the job."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark diff file:///var/lib/tidemark#41 file:///var/lib/tidemark#42",
      "  tidemark diff file:///var/lib/tidemark#41 file:///var/lib/tidemark --state count --json"
    })
public final class DiffCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "FIRST", description = SnapshotPlace.NAMES)
  private URI first = URI.create("");

  @Parameters(index = "1", paramLabel = "SECOND", description = "Likewise.")
  private URI second = URI.create("");

  @Option(names = "--state", paramLabel = "NAME", description = "Only the states of this name.")
  private @Nullable String state;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Print at most N changed entries, 0 for all (default: 20).")
  private long limit = 20;

  @Option(names = "--exit-code", description = "Exit with 1 if there is a difference, for scripts.")
  private boolean exitCode;

  @Mixin private StorageArguments storage = new StorageArguments();
  @Mixin private ListingOutput output = new ListingOutput();

  @Override
  public Integer call() {
    Arguments.requireNotNegative("--limit", limit);
    return storage.with(
        session -> {
          SnapshotFormats formats = SnapshotFormats.load(session.classLoader());
          NamedSnapshot before = session.open(first).snapshot();
          NamedSnapshot after = session.open(second).snapshot();
          Changes changes = new Changes(limit);
          List<StateDiff> diffs =
              before.whileThere(
                  () ->
                      after.whileThere(
                          () ->
                              compare(before.contents(formats), after.contents(formats), changes)));
          print(before, after, diffs, changes);
          boolean different = diffs.stream().anyMatch(StateDiff::isDifferent);
          return exitCode && different ? ErrorReport.FAILED : 0;
        });
  }

  private List<StateDiff> compare(
      SnapshotContents before, SnapshotContents after, Changes changes) {
    try (LongWork work = LongWork.begin("diff")) {
      List<StateDiff> diffs =
          SnapshotDiff.of(
              before,
              after,
              id -> state == null || id.name().equals(state),
              JsonPrinter.ofInstalledFormats(),
              work,
              changes::add);
      if (state != null && diffs.isEmpty()) {
        throw new InvalidConfigurationException(
            "there is no state '"
                + state
                + "' in either; the first has: "
                + before.states().stream().map(one -> one.id().toString()).toList());
      }
      return diffs;
    }
  }

  private void print(
      NamedSnapshot before, NamedSnapshot after, List<StateDiff> diffs, Changes changes) {
    Report report = new Report();
    report.fact("first", before.uri());
    report.fact("second", after.uri());
    Listing states =
        new Listing("operator", "state", "kind", "same", "added", "changed", "removed", "note");
    for (StateDiff diff : diffs) {
      states.row(
          diff.id().operator(),
          diff.id().name(),
          kind(diff),
          new Listing.Count(diff.same()),
          new Listing.Count(diff.added()),
          new Listing.Count(diff.changed()),
          new Listing.Count(diff.removed()),
          note(diff));
    }
    report.listing("states", states);
    report.listing("changes", changes.listing);
    output.print(report);
    if (changes.left() > 0) {
      output.note("and " + changes.left() + " more; --limit 0 prints all");
    }
  }

  private static String kind(StateDiff diff) {
    SnapshotState there = diff.after() != null ? diff.after() : diff.before();
    return there == null ? "" : StateColumns.of(there).kind();
  }

  private static Object note(StateDiff diff) {
    SnapshotState before = diff.before();
    SnapshotState after = diff.after();
    if (before == null) {
      return "only in the second";
    }
    if (after == null) {
      return "only in the first";
    }
    return before.schema().value().equals(after.schema().value())
        ? Listing.NONE
        : "was " + before.schema().value().text() + ", is " + after.schema().value().text();
  }

  /** The first changes that come, and how many there were. */
  private static final class Changes {

    private final long limit;
    private final Listing listing =
        new Listing(
            "change", "operator", "state", "key", "namespace", "userKey", "before", "after");
    private long seen;

    Changes(long limit) {
      this.limit = limit;
    }

    void add(EntryChange change) {
      seen++;
      if (limit == 0 || seen <= limit) {
        listing.row(
            change.kind().name().toLowerCase(Locale.ROOT),
            change.state().operator(),
            change.state().name(),
            new Listing.Json(change.key()),
            cell(change.namespace()),
            cell(change.userKey()),
            cell(change.before()),
            cell(change.after()));
      }
    }

    long left() {
      return limit == 0 ? 0 : Math.max(0, seen - limit);
    }

    private static Object cell(@Nullable String json) {
      return json == null ? Listing.NONE : new Listing.Json(json);
    }
  }
}
