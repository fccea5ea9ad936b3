package io.tidemark.benchmarks.driver;

import io.tidemark.benchmarks.result.Row;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Contenders that do the same in turns, and what is read off them.
 *
 * @param name what is done, unique
 * @param contenders who does it; the first is Tidemark
 * @param effort how often
 * @param rows what is compared
 * @param headline whether it is among the few that give a first impression
 * @param storage where snapshots go
 * @param loadSeconds about how long starting and loading take
 */
public record Experiment(
    String name,
    List<Contender> contenders,
    Effort effort,
    List<Row> rows,
    boolean headline,
    Storage storage,
    int loadSeconds) {

  /** The products beside Tidemark, as the names of their peers begin. */
  public static final List<String> PRODUCTS = List.of("flink", "kafka");

  public Experiment {
    contenders = List.copyOf(contenders);
    rows = List.copyOf(rows);
  }

  /** The same with fewer rounds, for a first impression. */
  public Experiment quick() {
    return new Experiment(name, contenders, effort.quick(), rows, headline, storage, loadSeconds);
  }

  /** The least of it that runs everything once, with little data: it measures nothing. */
  public Experiment smoke() {
    return new Experiment(
        name,
        contenders.stream().map(Contender::smoke).toList(),
        effort.smoke(),
        rows,
        headline,
        storage,
        1);
  }

  /** The same without the contenders, and so the comparisons, of other products than these. */
  public Experiment against(Set<String> products) {
    Set<String> absent = new TreeSet<>(PRODUCTS);
    absent.removeAll(products);
    List<Contender> left =
        contenders.stream()
            .filter(contender -> absent.stream().noneMatch(contender.name()::startsWith))
            .toList();
    List<String> names = left.stream().map(Contender::name).toList();
    List<Row> rowsLeft =
        rows.stream()
            .filter(
                row -> row.rivals().isEmpty() || row.rivals().stream().anyMatch(names::contains))
            .toList();
    return new Experiment(name, left, effort, rowsLeft, headline, storage, loadSeconds);
  }

  /** About how long it takes, with starting and loading. */
  public double expectedSeconds() {
    return loadSeconds + effort.expectedSeconds(contenders.size());
  }

  /** Tidemark. */
  public Contender subject() {
    return contenders.get(0);
  }
}
