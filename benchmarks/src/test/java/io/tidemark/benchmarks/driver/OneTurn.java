package io.tidemark.benchmarks.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.benchmarks.catalog.Catalog;
import io.tidemark.benchmarks.workload.Turns;
import io.tidemark.benchmarks.workload.Workplace;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A contender's part of an experiment, done once and in this process with little data: what it
 * measures means nothing, but it is measured.
 */
public record OneTurn(Experiment experiment, Contender contender) {

  /** All those of a class path whose snapshots need no server. */
  public static Stream<OneTurn> onLocalDisk(ClassPath classPath) {
    return Catalog.sectionsByName().stream()
        .flatMap(section -> section.experiments().stream())
        .filter(experiment -> experiment.storage() == Storage.LOCAL_DISK)
        .flatMap(
            experiment ->
                experiment.contenders().stream()
                    .filter(contender -> contender.classPath() == classPath)
                    .map(contender -> new OneTurn(experiment, contender)));
  }

  /** Takes the turn, and looks whether every row finds the figure that it is about. */
  public void take(Path folder) throws Exception {
    Map<String, Double> noted = new TreeMap<>();
    new Workplace(folder, new Recording(noted)).enter();
    Effort effort = new Effort(experiment.effort().mode(), 0, 1, 20);

    assertThat(Worker.run(contender.smoke().jmhArguments(effort).toArray(String[]::new)))
        .singleElement()
        .satisfies(run -> assertThat(run.getPrimaryResult().getScore()).isPositive());

    assertThat(noted.keySet())
        .containsAll(
            experiment.rows().stream()
                .filter(
                    row ->
                        contender == experiment.subject()
                            || row.rivals().contains(contender.name()))
                .flatMap(row -> Stream.ofNullable(row.metric().fact()))
                .toList());
  }

  @Override
  public String toString() {
    return experiment.name() + ": " + contender.name();
  }

  private record Recording(Map<String, Double> noted) implements Turns {
    @Override
    public void awaitPreparation() {}

    @Override
    public void awaitTurn() {}

    @Override
    public void end(Map<String, Double> facts) {
      noted.putAll(facts);
    }
  }
}
