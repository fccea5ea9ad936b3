package io.tidemark.benchmarks.catalog;

import io.tidemark.benchmarks.driver.Experiment;
import java.util.List;

/**
 * Experiments that are told together.
 *
 * @param name a short name, with whose first word the names of its experiments begin
 * @param title what they have in common
 * @param experiments in their order
 */
public record Section(String name, String title, List<Experiment> experiments) {

  public Section {
    experiments = List.copyOf(experiments);
  }
}
