package io.tidemark.benchmarks.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table: Tidemark's figure beside that of the best of some rivals.
 *
 * @param title what is compared
 * @param metric which figure
 * @param rivals whom Tidemark is compared with, by their names; none, where the figure stands for
 *     itself
 * @param reach the ratio, or without rivals the figure, that is to be reached; null where none is
 */
public record Row(String title, Metric metric, List<String> rivals, @Nullable Double reach) {

  public Row {
    rivals = List.copyOf(rivals);
  }

  public static Row of(String title, Metric metric, double reach, String... rivals) {
    return new Row(title, metric, List.of(rivals), reach);
  }

  public static Row told(String title, Metric metric, String... rivals) {
    return new Row(title, metric, List.of(rivals), null);
  }
}
