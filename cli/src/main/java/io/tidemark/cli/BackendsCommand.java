package io.tidemark.cli;

import io.tidemark.cli.output.Listing;
import io.tidemark.cli.output.ListingOutput;
import io.tidemark.spi.SnapshotStorageFactory;
import io.tidemark.spi.SnapshotStorageProviders;
import io.tidemark.spi.StateBackendFactory;
import io.tidemark.spi.StateBackendProviders;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what a job's configuration can choose from. */
@Command(
    name = "backends",
    description = "List the state backends and the snapshot storages on the class path.",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark backends", "  tidemark backends --json"})
final class BackendsCommand implements Callable<Integer> {

  @Mixin private ListingOutput output = new ListingOutput();

  @Override
  public Integer call() {
    ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
    Listing listing = new Listing("axis", "name", "also", "provider");
    List<StateBackendFactory> backends =
        StateBackendProviders.load(classLoader).all().stream()
            .sorted(Comparator.comparing(StateBackendFactory::name))
            .toList();
    for (StateBackendFactory backend : backends) {
      listing.row("state backend", backend.name(), joined(backend.aliases()), nameOf(backend));
    }
    for (SnapshotStorageFactory storage : SnapshotStorageProviders.load(classLoader).all()) {
      for (String scheme : new TreeSet<>(storage.schemes())) {
        listing.row("snapshot storage", scheme + ":", "", nameOf(storage));
      }
    }
    output.print(listing);
    return 0;
  }

  private static String joined(Set<String> names) {
    return String.join(", ", new TreeSet<>(names));
  }

  private static String nameOf(Object provider) {
    return provider.getClass().getName();
  }
}
