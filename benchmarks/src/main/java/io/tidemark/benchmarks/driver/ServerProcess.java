package io.tidemark.benchmarks.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An S3 server in a process of its own. Belongs to the driver's thread. */
final class ServerProcess implements AutoCloseable {

  private static final String MAIN = "io.tidemark.benchmarks.s3.S3Server";
  private static final String PROPERTY = "tidemark.benchmarks.s3";

  private final Process process;
  private final String endpoint;

  private ServerProcess(Process process, String endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static ServerProcess start(ClassPaths classPaths, Path folder) {
    List<String> command = new ArrayList<>(classPaths.java(ClassPath.TIDEMARK));
    command.add(MAIN);
    try {
      Files.createDirectories(folder);
      Process process =
          new ProcessBuilder(command).redirectError(folder.resolve("server.txt").toFile()).start();
      // The reader stays open with the process: closing it would close the process's output.
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      String endpoint = output.readLine();
      if (endpoint == null) {
        process.destroyForcibly();
        throw new WorkerFailedException(
            "The S3 server ended:\n" + Files.readString(folder.resolve("server.txt")));
      }
      return new ServerProcess(process, endpoint);
    } catch (IOException e) {
      throw new UncheckedIOException("The S3 server cannot be started", e);
    }
  }

  /** What a worker's JVM is given to find the server. */
  String option() {
    return "-D" + PROPERTY + "=" + endpoint;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
