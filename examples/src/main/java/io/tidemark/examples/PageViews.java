package io.tidemark.examples;

import io.tidemark.runtime.connector.file.TextFileSink;
import io.tidemark.runtime.function.EventTime;
import io.tidemark.runtime.function.Windows;
import io.tidemark.runtime.job.JobBuilder;
import io.tidemark.runtime.job.JobDefinition;
import io.tidemark.serialization.Serializers;
import io.tidemark.state.Aggregation;
import java.time.Duration;

/**
 * Counts the views of each page in windows of five seconds: one line {@code
 * window_start,page,count} each.
 */
public final class PageViews implements JobDefinition {

  private static final Duration WINDOW = Duration.ofSeconds(5);
  private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "page-views";
  }

  @Override
  public String summary() {
    return "Counts page views in windows of event time";
  }

  @Override
  public void define(JobBuilder job) {
    CsvInput.read(
            job,
            "views",
            ExampleOptions.PAGE_VIEWS_INPUT,
            ExampleOptions.PAGE_VIEWS_MALFORMED,
            PageView::parse,
            PageView.SERIALIZER)
        .withEventTime("event-time", EventTime.of(PageView::millis, OUT_OF_ORDERNESS))
        .keyBy(PageView::page, Serializers.STRING)
        .window(Windows.tumbling(WINDOW))
        .aggregate(
            "windows",
            new Count(),
            Serializers.LONG,
            (page, window, count) -> window.start() + "," + page + "," + count,
            Serializers.STRING)
        .sink(
            "result", new TextFileSink(job.configuration().get(ExampleOptions.PAGE_VIEWS_OUTPUT)));
  }

  private static final class Count implements Aggregation<PageView, Long, Long> {

    @Override
    public Long createAccumulator() {
      return 0L;
    }

    @Override
    public Long add(PageView view, Long count) {
      return count + 1;
    }

    @Override
    public Long getResult(Long count) {
      return count;
    }

    @Override
    public Long merge(Long first, Long second) {
      return first + second;
    }
  }
}
