package io.tidemark.benchmarks.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.benchmarks.driver.Contender;
import io.tidemark.benchmarks.driver.Experiment;
import io.tidemark.benchmarks.result.Row;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogTest {

  private static final List<Experiment> ALL =
      Catalog.sectionsByName().stream().flatMap(section -> section.experiments().stream()).toList();

  @Test
  void names_areUniqueAndBeginAsThoseOfTheirSections() {
    assertThat(ALL.stream().map(Experiment::name)).doesNotHaveDuplicates();
    Catalog.sectionsByName()
        .forEach(
            section ->
                assertThat(section.experiments())
                    .allSatisfy(
                        e -> assertThat(e.name()).startsWith(section.name().split("-")[0] + "-")));
  }

  @Test
  void titles_tellTheRowsOfASectionApart() {
    for (Section section : Catalog.sectionsByName()) {
      assertThat(section.experiments().stream().flatMap(e -> e.rows().stream()).map(Row::title))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void titles_fitBesideThePlots() {
    assertThat(ALL.stream().flatMap(e -> e.rows().stream()).map(Row::title))
        .allSatisfy(title -> assertThat(title).hasSizeLessThanOrEqualTo(56));
  }

  @Test
  void quickRun_takesAtMostFiveMinutesAndAFullOneThirty() {
    List<Experiment> full =
        Catalog.sections().stream().flatMap(section -> section.experiments().stream()).toList();
    assertThat(full.stream().mapToDouble(Experiment::expectedSeconds).sum() / 60).isLessThan(30);
    assertThat(
            full.stream()
                    .filter(Experiment::headline)
                    .map(Experiment::quick)
                    .mapToDouble(Experiment::expectedSeconds)
                    .sum()
                / 60)
        .isLessThan(5);
  }

  @Test
  void subjects_areTidemark() {
    assertThat(ALL).allSatisfy(e -> assertThat(e.subject().name()).startsWith("tidemark-"));
  }

  @Test
  void rivals_takePart() {
    assertThat(ALL)
        .allSatisfy(
            e ->
                assertThat(e.contenders().stream().map(Contender::name))
                    .containsAll(e.rows().stream().flatMap(r -> r.rivals().stream()).toList()));
  }

  @Test
  void withoutAProduct_itsRowsAreGone() {
    Experiment get =
        ALL.stream().filter(e -> e.name().equals("memory-value-get")).findAny().orElseThrow();

    Experiment left = get.against(Set.of("flink"));

    assertThat(left.contenders().stream().map(Contender::name))
        .containsExactly("tidemark-memory", "flink-heap", "hash-map");
    assertThat(left.rows()).hasSize(get.rows().size() - 1);
  }
}
