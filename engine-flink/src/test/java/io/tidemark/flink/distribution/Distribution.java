package io.tidemark.flink.distribution;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * A Flink distribution in a folder, with Flink's own jars in {@code lib} (its RocksDB among them),
 * {@code conf/config.yaml}, and scripts in {@code bin} that start the main classes that the real
 * ones start. Commands run in child processes, which end with it.
 */
final class Distribution implements AutoCloseable {

  private static final List<String> SCRIPTS =
      List.of("flink", "java.sh", "start-cluster.sh", "stop-cluster.sh");

  /** What is on the class path of tests, but not in a distribution. */
  private static final List<String> NOT_FLINKS =
      List.of(
          "-tests.jar",
          "test-utils",
          "tidemark",
          "junit",
          "jspecify",
          "assertj",
          "mockito",
          "hamcrest",
          "opentest4j",
          "apiguardian",
          "surefire");

  private static final int PATIENCE_SECONDS = 60;

  private final Path home;
  private final Map<String, String> environment = new TreeMap<>();
  private final Map<String, String> configuration = new LinkedHashMap<>();

  Distribution(Path home) throws IOException {
    this.home = home;
    Files.createDirectories(home.resolve("log"));
    for (String script : SCRIPTS) {
      Path target = Files.createDirectories(home.resolve("bin")).resolve(script);
      try (InputStream in = Distribution.class.getResourceAsStream("/distribution/bin/" + script)) {
        Files.copy(in, target);
      }
      target.toFile().setExecutable(true);
    }
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      if (entry.endsWith(".jar")
          && NOT_FLINKS.stream().noneMatch(jar.getFileName().toString()::contains)) {
        link(jar, Files.createDirectories(home.resolve("lib")).resolve(jar.getFileName()));
      }
    }
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("JDK_JAVA_OPTIONS", System.getProperty("tidemark.test.jvm", "-Xshare:auto"));
  }

  /** Has commands see a variable. */
  void export(String name, String value) {
    environment.put(name, value);
  }

  String exported(String name) {
    return environment.get(name);
  }

  /** Adds lines to the configuration, and replaces those of the same keys. */
  void configure(String lines) throws IOException {
    for (String line : lines.lines().toList()) {
      configuration.put(line.substring(0, line.indexOf(':')), line);
    }
    Files.write(
        Files.createDirectories(home.resolve("conf")).resolve("config.yaml"),
        configuration.values());
  }

  /**
   * Runs a script as a person would who stands in the distribution's folder.
   *
   * @return what it printed
   */
  String run(String script) throws IOException, InterruptedException {
    Path output = home.resolve("log/output");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-e", "-c", script)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(script + " takes too long: " + Files.readString(output) + logs());
    }
    String printed = Files.readString(output);
    if (process.exitValue() != 0) {
      throw new AssertionError(script + " failed: " + printed + logs());
    }
    return printed;
  }

  /** What the processes of the cluster wrote, for whoever has to find out why. */
  String logs() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> logs = Files.list(home.resolve("log"))) {
      for (Path log : logs.filter(file -> file.toString().endsWith(".log")).toList()) {
        all.append('\n').append(log.getFileName()).append(":\n").append(Files.readString(log));
      }
    }
    return all.toString();
  }

  /** A job's jar, of one class with what is nested in it, and of other jars in its {@code lib}. */
  static void jar(Path jar, Class<?> main, List<Path> nested) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
    Path classes;
    try {
      classes = Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IOException(e);
    }
    String prefix = main.getName().replace('.', '/');
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.list(classes.resolve(prefix).getParent())) {
      out.setLevel(0);
      for (Path file : files.toList()) {
        String name = classes.relativize(file).toString();
        if (name.equals(prefix + ".class") || name.startsWith(prefix + "$")) {
          add(out, name, file);
        }
      }
      for (Path other : nested) {
        add(out, "lib/" + other.getFileName(), other);
      }
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(JarOutputStream out, String name, Path file) throws IOException {
    out.putNextEntry(new JarEntry(name));
    Files.copy(file, out);
    out.closeEntry();
  }

  private static void link(Path jar, Path target) throws IOException {
    Files.createSymbolicLink(target, jar.toAbsolutePath());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("bin/stop-cluster.sh");
  }
}
