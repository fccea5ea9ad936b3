package io.tidemark.cli;

import io.tidemark.cli.output.Listing;
import io.tidemark.cli.output.ListingOutput;
import io.tidemark.config.ConfigOption;
import io.tidemark.config.ConfigRegistry;
import io.tidemark.config.Configuration;
import io.tidemark.config.OpenPrefix;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Explains options. */
@Command(
    name = "config",
    description = "Explain every option, or one.",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark config", "  tidemark config execution.checkpointing.interval"})
final class ConfigCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "KEY",
      arity = "0..1",
      description = "An option's key. All of them without it.")
  private @Nullable String key;

  @Mixin private ListingOutput output = new ListingOutput();

  @Override
  public Integer call() {
    ConfigRegistry registry = ConfigRegistry.load(Thread.currentThread().getContextClassLoader());
    Listing listing = new Listing("key", "default", "allowed", "meaning");
    if (key == null) {
      registry.options().forEach(option -> add(listing, option));
      registry.openPrefixes().forEach(prefix -> add(listing, prefix));
    } else {
      String wanted = key;
      registry
          .find(wanted)
          .ifPresentOrElse(
              option -> add(listing, option),
              () -> registry.validate(Configuration.of(Map.of(wanted, ""))));
    }
    output.print(listing);
    return 0;
  }

  private static void add(Listing listing, ConfigOption<?> option) {
    Object byDefault = option.defaultText().<Object>map(text -> text).orElse(Listing.NONE);
    listing.row(option.key(), byDefault, option.allowed(), option.meaning());
  }

  private static void add(Listing listing, OpenPrefix prefix) {
    listing.row(prefix.prefix() + "*", Listing.NONE, "any text", prefix.meaning());
  }
}
