package io.tidemark.benchmarks.flink.job;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Runs of characters that are not blank. */
final class Words implements FlatMapFunction<String, String> {

  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(String line, Collector<String> out) {
    int begin = 0;
    int length = line.length();
    while (begin < length) {
      while (begin < length && Character.isWhitespace(line.charAt(begin))) {
        begin++;
      }
      int end = begin;
      while (end < length && !Character.isWhitespace(line.charAt(end))) {
        end++;
      }
      if (end > begin) {
        out.collect(line.substring(begin, end));
      }
      begin = end;
    }
  }
}
