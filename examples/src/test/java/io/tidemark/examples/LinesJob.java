package io.tidemark.examples;

import io.tidemark.runtime.connector.file.TextFileSink;
import io.tidemark.runtime.connector.file.TextFileSource;
import io.tidemark.runtime.connector.file.TextLine;
import io.tidemark.runtime.function.Collector;
import io.tidemark.runtime.function.KeyedContext;
import io.tidemark.runtime.function.KeyedProcess;
import io.tidemark.runtime.job.JobBuilder;
import io.tidemark.runtime.job.JobDefinition;
import io.tidemark.serialization.Serializers;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Keys the lines of {@code input} in a folder, does {@code step} with each, into {@code output}.
 */
record LinesJob(
    Path folder, Function<KeyedContext<String, String>, KeyedProcess<String, String, String>> step)
    implements JobDefinition {

  @Override
  public String name() {
    return "lines";
  }

  @Override
  public String summary() {
    return "Takes a step for each line";
  }

  @Override
  public void define(JobBuilder job) {
    job.source("lines", new TextFileSource(folder.resolve("input")))
        .flatMap(
            (TextLine line, Collector<String> out) -> out.collect(line.text()), Serializers.STRING)
        .keyBy(line -> line, Serializers.STRING)
        .process("steps", step, Serializers.STRING)
        .sink("result", new TextFileSink(folder.resolve("output")));
  }
}
