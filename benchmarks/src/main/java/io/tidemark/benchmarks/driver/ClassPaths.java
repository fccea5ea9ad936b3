package io.tidemark.benchmarks.driver;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the class paths are: the build leaves each in a file.
 *
 * @param project the project's folder
 */
public record ClassPaths(Path project) {

  /** A heap in which nothing that is measured is short of room, the same for all. */
  private static final String HEAP = "3g";

  /** What starts a JVM of that class path, without the main class. */
  List<String> java(ClassPath classPath) {
    Path target = target(classPath);
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xms" + HEAP,
        "-Xmx" + HEAP,
        // Several wait for their turns at once, which is what JMH's lock would prevent.
        "-Djmh.ignoreLock=true",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "-cp",
        target.resolve("classes") + File.pathSeparator + text(classPath));
  }

  /** What is set in the environment of a JVM of that class path. */
  Map<String, String> environment(ClassPath classPath) {
    return classPath == ClassPath.FLINK
        ? Map.of("FLINK_PLUGINS_DIR", target(classPath).resolve("plugins").toString())
        : Map.of();
  }

  /** Refuses to begin where one of them has not been built. */
  public void requireBuilt(Set<ClassPath> classPaths) {
    classPaths.forEach(this::text);
  }

  /** Whether the class path has been built. */
  public boolean isBuilt(ClassPath classPath) {
    return Files.exists(file(classPath));
  }

  /** The class path without the module's own classes. */
  public String text(ClassPath classPath) {
    return read(file(classPath));
  }

  private Path file(ClassPath classPath) {
    return target(classPath).resolve("class-path");
  }

  private Path target(ClassPath classPath) {
    return project.resolve(classPath.folder()).resolve("target");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          file + " cannot be read: build the project with mvn -B -DskipTests package", e);
    }
  }
}
