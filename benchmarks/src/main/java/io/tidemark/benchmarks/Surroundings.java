package io.tidemark.benchmarks;

import io.tidemark.benchmarks.driver.ClassPath;
import io.tidemark.benchmarks.driver.ClassPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a run stands on: the machine, the versions, the commit. */
final class Surroundings {

  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");
  private static final Pattern JAR =
      Pattern.compile(
          "[/\\\\](flink-runtime|kafka-streams|rocksdbjni|frocksdbjni|jmh-core"
              + "|hadoop-client-api|aws-java-sdk-s3|aws-core|s3proxy)-(\\d[^/\\\\]*?)(?:-tests)?\\.jar");

  private Surroundings() {}

  static Map<String, String> machine() {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("processors", Runtime.getRuntime().availableProcessors() + " × " + processor());
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      machine.put("memory", (system.getTotalMemorySize() >> 30) + " GB");
    }
    machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    return machine;
  }

  private static String processor() {
    Path file = Path.of("/proc/cpuinfo");
    try {
      Matcher model = MODEL.matcher(Files.exists(file) ? Files.readString(file) : "");
      return model.find() ? model.group(1).strip() : System.getProperty("os.arch");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, String> versions(ClassPaths classPaths) {
    Map<String, String> versions = new TreeMap<>();
    for (ClassPath classPath : ClassPath.values()) {
      if (classPaths.isBuilt(classPath)) {
        Matcher jar = JAR.matcher(classPaths.text(classPath));
        while (jar.find()) {
          boolean ofKafka = jar.group(1).equals("rocksdbjni") && classPath == ClassPath.KAFKA;
          versions.putIfAbsent(
              ofKafka ? "rocksdbjni of Kafka Streams" : jar.group(1), jar.group(2));
        }
      }
    }
    return versions;
  }

  /** The commit that is checked out in {@code project}, and whether anything differs from it. */
  static String commit(Path project) {
    String commit = git(project, "rev-parse", "--short=12", "HEAD");
    if (commit.isEmpty()) {
      return "unknown";
    }
    return git(project, "status", "--porcelain", "--untracked-files=no").isEmpty()
        ? commit
        : commit + " with changes";
  }

  private static String git(Path project, String... arguments) {
    String[] command = new String[arguments.length + 3];
    command[0] = "git";
    command[1] = "-C";
    command[2] = project.toString();
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    try {
      Process git =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? answer.strip() : "";
    } catch (IOException e) {
      // Without git, or in a copy without its history, nobody knows.
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
