package io.tidemark.benchmarks.flink.job;

import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Pages that were seen: when, and which. */
final class Views {

  static final TypeInformation<Tuple2<Long, String>> TYPE = Types.TUPLE(Types.LONG, Types.STRING);

  private Views() {}

  static Tuple2<Long, String> parse(String line) {
    int comma = line.indexOf(',');
    if (comma < 0) {
      throw new IllegalArgumentException("No view: " + line);
    }
    return Tuple2.of(Long.parseLong(line.substring(0, comma)), line.substring(comma + 1));
  }

  /** How many there were. */
  static final class Count implements AggregateFunction<Tuple2<Long, String>, Long, Long> {

    private static final long serialVersionUID = 1L;

    @Override
    public Long createAccumulator() {
      return 0L;
    }

    @Override
    public Long add(Tuple2<Long, String> view, Long count) {
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

  /** A page's count in a window, as a line. */
  static final class Line extends ProcessWindowFunction<Long, String, String, TimeWindow> {

    private static final long serialVersionUID = 1L;

    @Override
    public void process(
        String page, Context context, Iterable<Long> counts, Collector<String> out) {
      counts.forEach(count -> out.collect(context.window().getStart() + "," + page + "," + count));
    }
  }
}
