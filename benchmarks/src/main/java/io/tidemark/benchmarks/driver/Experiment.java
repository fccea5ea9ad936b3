package io.tidemark.benchmarks.driver;

import io.tidemark.benchmarks.result.Row;
import java.util.List;

/**
 * Contenders that do the same in turns, and what is read off them.
 *
 * @param name what is done, unique
 * @param contenders who does it; the first is Tidemark
 * @param effort how often
 * @param rows what is compared
 */
public record Experiment(String name, List<Contender> contenders, Effort effort, List<Row> rows) {

  public Experiment {
    contenders = List.copyOf(contenders);
    rows = List.copyOf(rows);
  }

  /** The same with fewer rounds, for a first impression. */
  public Experiment quick() {
    return new Experiment(name, contenders, effort.quick(), rows);
  }

  /** The least of it that runs everything once, with little data: it measures nothing. */
  public Experiment smoke() {
    return new Experiment(
        name, contenders.stream().map(Contender::smoke).toList(), effort.smoke(), rows);
  }

  /** Tidemark. */
  public Contender subject() {
    return contenders.get(0);
  }
}
