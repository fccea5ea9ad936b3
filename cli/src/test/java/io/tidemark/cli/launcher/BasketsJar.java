package io.tidemark.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/**
 * A jar with a job of which no class is on the launcher's class path: every kind of state, with a
 * record of its own.
 */
final class BasketsJar {

  private static final String JOB =
      """
      package shop;

      import io.tidemark.runtime.connector.file.*;
      import io.tidemark.runtime.function.*;
      import io.tidemark.runtime.job.*;
      import io.tidemark.serialization.*;
      import io.tidemark.state.*;
      import java.nio.file.Path;

      public final class Baskets implements JobDefinition {

        public record Basket(long items, String last@FIELD@) {}

        @Override public String name() { return "baskets"; }

        @Override public String summary() { return "What people have in their baskets"; }

        @Override public void define(JobBuilder job) {
          job.source("lines", new TextFileSource(Path.of("baskets.csv")))
              .flatMap((TextLine line, Collector<String> out) -> out.collect(line.text()), Serializers.STRING)
              .keyBy(line -> line.split(",")[0], Serializers.STRING)
              .process("baskets", Filling::new, Serializers.STRING)
              .sink("result", new TextFileSink(Path.of("baskets-output")));
        }

        private static final class Filling implements KeyedProcess<String, String, String> {

          private final ValueState<Basket> basket;
          private final ListState<String> log;
          private final MapState<String, @TYPE@> items;

          Filling(KeyedContext<String, String> context) {
            basket = context.state(StateDescriptor.value("basket", Serializers.records(Basket.class)));
            log = context.state(StateDescriptor.list("log", Serializers.STRING));
            items = context.state(StateDescriptor.map("items", Serializers.STRING, Serializers.@COUNT@));
          }

          @Override public void process(String line, KeyedContext<String, String> context) {
            String item = line.split(",")[1];
            Basket before = basket.value();
            basket.update(new Basket(before == null ? 1 : before.items() + 1, item@VALUE@));
            log.add(line);
            items.put(item, @ONE@);
          }
        }
      }
      """;

  private BasketsJar() {}

  /** The job as it is. */
  static Path build(Path folder) throws IOException {
    return build(folder, "baskets.jar", "", "", "INT");
  }

  /** The job with one more field in its record. */
  static Path buildWider(Path folder) throws IOException {
    return build(
        folder,
        "wider.jar",
        ", java.util.Optional<String> note",
        ", java.util.Optional.empty()",
        "INT");
  }

  /** The job with text where there was a number. */
  static Path buildIncompatible(Path folder) throws IOException {
    return build(folder, "incompatible.jar", "", "", "STRING");
  }

  private static Path build(Path folder, String name, String field, String value, String count)
      throws IOException {
    Path classes = Files.createDirectories(folder.resolve(name + ".classes"));
    Path source = classes.resolve("Baskets.java");
    Files.writeString(
        source,
        JOB.replace("@FIELD@", field)
            .replace("@VALUE@", value)
            .replace("@COUNT@", count)
            .replace("@TYPE@", count.equals("INT") ? "Integer" : "String")
            .replace("@ONE@", count.equals("INT") ? "1" : "\"1\""));
    String classPath =
        System.getProperty("java.class.path")
            + File.pathSeparator
            + System.getProperty("surefire.test.class.path", "");
    List<String> arguments =
        List.of("--release", "17", "-cp", classPath, "-d", classes.toString(), source.toString());
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(code).isZero();
    return pack(classes, folder.resolve(name));
  }

  private static Path pack(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> found = Files.walk(classes.resolve("shop"))) {
      for (Path type : found.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(type).toString()));
        Files.copy(type, out);
      }
      out.putNextEntry(new ZipEntry("META-INF/services/io.tidemark.runtime.job.JobDefinition"));
      out.write("shop.Baskets\n".getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }
}
