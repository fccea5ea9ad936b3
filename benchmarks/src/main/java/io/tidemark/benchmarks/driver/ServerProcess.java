package io.tidemark.benchmarks.driver;

import io.tidemark.benchmarks.workload.Workplace;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server for snapshots in a process of its own. Belongs to the driver's thread. */
final class ServerProcess implements AutoCloseable {

  /** For what all contenders keep at once on a server that has only its memory. */
  private static final String HEAP = "-Xmx8g";

  /**
   * With all that it keeps, a server's heap is more than half full all the time. Its collector
   * would mark it again and again, in turns of whichever contender, on the processors of both.
   */
  private static final List<String> RARE_MARKING =
      List.of("-XX:-G1UseAdaptiveIHOP", "-XX:InitiatingHeapOccupancyPercent=85");

  private final Process process;
  private final BufferedReader fromServer;
  private final BufferedWriter toServer;
  private final String address;

  private ServerProcess(Process process, Path log) throws IOException {
    this.process = process;
    this.fromServer = process.inputReader(StandardCharsets.UTF_8);
    this.toServer = process.outputWriter(StandardCharsets.UTF_8);
    String line = fromServer.readLine();
    if (line == null) {
      process.destroyForcibly();
      throw new WorkerFailedException("A server ended:\n" + Files.readString(log));
    }
    this.address = line;
  }

  static ServerProcess start(String mainClass, ClassPaths classPaths, Path folder) {
    List<String> command = new ArrayList<>(classPaths.java(ClassPath.TIDEMARK));
    command.add(HEAP);
    command.addAll(RARE_MARKING);
    command.add(mainClass);
    command.add(folder.toString());
    try {
      Path log = Files.createDirectories(folder).resolve("server.txt");
      return new ServerProcess(
          new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(mainClass + " cannot be started", e);
    }
  }

  /** What a worker's JVM is given to find the server. */
  String option() {
    return "-D" + Workplace.SERVER + "=" + address;
  }

  /** How many requests it has had. */
  long requests() {
    try {
      toServer.newLine();
      toServer.flush();
      String line = fromServer.readLine();
      if (line == null) {
        throw new WorkerFailedException("The server at " + address + " ended too early");
      }
      return Long.parseLong(line);
    } catch (IOException e) {
      throw new UncheckedIOException("The server at " + address + " does not answer", e);
    }
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
