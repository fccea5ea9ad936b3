package io.tidemark.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.task.SubtaskCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivityWindowTest {

  private final StubJob job = new StubJob();
  private final ActivityWindow window = new ActivityWindow();

  private void at(long second, SubtaskCounts first, SubtaskCounts second2) {
    job.timeMillis = StubJob.START + 1000 * second;
    job.sources = List.of(first, second2);
  }

  private static SubtaskCounts counts(long records, long pressed, long idle) {
    return new SubtaskCounts(
        SubtaskCounts.Status.RUNNING, records, 2 * records, pressed, idle, StubJob.START);
  }

  @Test
  void firstLook_knowsNoRates() {
    assertThat(window.ratesTo(job.overview())).isEmpty();
    window.add(job.overview());
    assertThat(window.ratesTo(job.overview())).isEmpty();
  }

  @Test
  void rates_areThoseSinceAboutFiveSecondsAgo() {
    for (int second = 0; second <= 20; second++) {
      // Ten a second, and a hundred in the last five.
      at(
          second,
          counts(second <= 15 ? 10 * second : 150 + 100 * (second - 15), 0, 0),
          counts(0, 0, 0));
      window.add(job.overview());
    }

    JobRates.Rates rates = window.ratesTo(job.overview()).orElseThrow().tasks().get(0).get(0);
    assertThat(rates.recordsIn()).isEqualTo(100);
    assertThat(rates.recordsOut()).isEqualTo(200);
  }

  @Test
  void shares_areOfTheTimeBetween_andNeverMoreThanAll() {
    at(0, counts(0, 100, 50), counts(0, 0, 0));
    window.add(job.overview());
    at(2, counts(0, 600, 1050), counts(0, 5000, 0));

    List<JobRates.Rates> rates = window.ratesTo(job.overview()).orElseThrow().tasks().get(0);
    assertThat(rates.get(0).backPressure()).isEqualTo(0.25);
    assertThat(rates.get(0).idle()).isEqualTo(0.5);
    assertThat(rates.get(0).busy()).isEqualTo(0.25);
    assertThat(rates.get(1).backPressure()).isEqualTo(1);
    assertThat(rates.get(1).busy()).isZero();
  }

  @Test
  void anotherAttempt_isNotComparedWithTheOneBefore() {
    at(0, counts(1000, 0, 0), counts(0, 0, 0));
    window.add(job.overview());
    job.attempts = List.of(StubJob.failed(1, "broken"), StubJob.running(2));
    at(1, counts(5, 0, 0), counts(0, 0, 0));
    assertThat(window.ratesTo(job.overview())).isEmpty();

    window.add(job.overview());
    at(2, counts(15, 0, 0), counts(0, 0, 0));
    assertThat(window.ratesTo(job.overview()).orElseThrow().tasks().get(0).get(0).recordsIn())
        .isEqualTo(10);
  }

  @Test
  void subtasksThatAreNotThereYet_areNotCompared() {
    job.sources = List.of();
    window.add(job.overview());
    at(1, counts(5, 0, 0), counts(0, 0, 0));

    assertThat(window.ratesTo(job.overview())).isEmpty();
  }

  @Test
  void points_areWhatSourcesRead_forTenMinutes() {
    for (int second = 0; second < 700; second++) {
      at(second, counts(10L * second, 0, 0), counts(30L * second, 500L * second, 0));
      window.add(job.overview());
    }

    List<ActivityWindow.Point> points = window.points();
    assertThat(points).hasSize(600);
    assertThat(points.get(599))
        .isEqualTo(new ActivityWindow.Point(StubJob.START + 699_000, 40, 0.5));
  }
}
