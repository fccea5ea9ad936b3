package io.tidemark.config;

import java.util.Collection;
import java.util.List;

/** A provider of what a test says. */
class Provider implements OptionsProvider {

  private final List<ConfigOption<?>> options;
  private final List<OpenPrefix> openPrefixes;

  Provider(List<ConfigOption<?>> options, List<OpenPrefix> openPrefixes) {
    this.options = options;
    this.openPrefixes = openPrefixes;
  }

  Provider(ConfigOption<?>... options) {
    this(List.of(options), List.of());
  }

  @Override
  public Collection<ConfigOption<?>> options() {
    return options;
  }

  @Override
  public Collection<OpenPrefix> openPrefixes() {
    return openPrefixes;
  }
}
