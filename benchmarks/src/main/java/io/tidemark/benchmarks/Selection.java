package io.tidemark.benchmarks;

import io.tidemark.benchmarks.catalog.Section;
import io.tidemark.benchmarks.driver.Experiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which experiments are run, and how much of them.
 *
 * @param names parts of the names of experiments; none for all
 * @param against the products that take part beside Tidemark and the limits; none for all
 * @param size how much
 */
record Selection(List<String> names, Set<String> against, Size size) {

  /** How much of an experiment is run. */
  enum Size {
    /** What is published. */
    FULL,
    /** Fewer rounds, and only the headlines unless others are named. */
    QUICK,
    /** The least that runs everything once. */
    SMOKE
  }

  /** What is left of the sections: of the experiments, those that have a row to tell. */
  List<Section> of(List<Section> sections) {
    List<Section> chosen = new ArrayList<>();
    for (Section section : sections) {
      List<Experiment> experiments =
          section.experiments().stream()
              .filter(this::includes)
              .map(experiment -> against.isEmpty() ? experiment : experiment.against(against))
              .filter(experiment -> !experiment.rows().isEmpty())
              .map(this::resized)
              .toList();
      if (!experiments.isEmpty()) {
        chosen.add(new Section(section.name(), section.title(), experiments));
      }
    }
    return chosen;
  }

  private Experiment resized(Experiment experiment) {
    return switch (size) {
      case FULL -> experiment;
      case QUICK -> experiment.quick();
      case SMOKE -> experiment.smoke();
    };
  }

  private boolean includes(Experiment experiment) {
    return names.isEmpty()
        ? size == Size.FULL || experiment.headline()
        : names.stream().anyMatch(experiment.name()::contains);
  }
}
