package io.tidemark.benchmarks.driver;

import io.tidemark.benchmarks.result.Series;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A contender's process, from the driver's side. Belongs to the driver's thread. */
final class WorkerProcess implements AutoCloseable {

  private static final int TAIL_LINES = 30;

  private final Contender contender;
  private final Path folder;
  private final Process process;
  private final BufferedReader fromWorker;
  private final BufferedWriter toWorker;
  private final List<Map<String, Double>> facts = new ArrayList<>();
  private boolean idle;
  private volatile boolean stopped;

  private WorkerProcess(Contender contender, Path folder, Process process) {
    this.contender = contender;
    this.folder = folder;
    this.process = process;
    this.fromWorker = process.inputReader(StandardCharsets.UTF_8);
    this.toWorker = process.outputWriter(StandardCharsets.UTF_8);
  }

  static WorkerProcess start(
      Contender contender,
      Effort effort,
      ClassPaths classPaths,
      List<String> options,
      Path folder) {
    List<String> command = new ArrayList<>(classPaths.java(contender.classPath()));
    command.addAll(options);
    command.add(Worker.class.getName());
    command.add(folder.toString());
    command.addAll(contender.jmhArguments(effort));
    try {
      Files.createDirectories(folder);
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(log(folder).toFile());
      builder.environment().putAll(classPaths.environment(contender.classPath()));
      Process process = builder.start();
      return new WorkerProcess(contender, folder, process);
    } catch (IOException e) {
      throw new UncheckedIOException("No process can be started for " + contender.name(), e);
    }
  }

  private static Path log(Path folder) {
    return folder.resolve("log.txt");
  }

  Contender contender() {
    return contender;
  }

  /** Waits until the worker has loaded and warmed up, or has ended its iteration. */
  void awaitIdle() {
    if (!idle) {
      expect(Protocol.WAITING);
      idle = true;
    }
  }

  /** Has the worker prepare its next iteration, once it is idle. */
  void prepare() {
    awaitIdle();
    idle = false;
    say(Protocol.PREPARE);
  }

  /** Waits until the worker is prepared. */
  void awaitReady() {
    expect(Protocol.READY);
  }

  private void expect(String word) {
    String line = read();
    if (!line.equals(word)) {
      throw failed("said '" + line + "' instead of '" + word + "'");
    }
  }

  /** Gives the worker its turn, and waits until it is over. */
  void measure() {
    say(Protocol.GO);
    Map<String, Double> noted = new TreeMap<>();
    for (String line = read(); !line.equals(Protocol.DONE); line = read()) {
      String[] words = line.split(" ", -1);
      if (words.length != 3 || !words[0].equals(Protocol.FACT)) {
        throw failed("said '" + line + "' instead of a fact");
      }
      noted.put(words[1], Double.parseDouble(words[2]));
    }
    facts.add(noted);
  }

  /** Notes something more of the last iteration. */
  void note(String fact, double value) {
    facts.get(facts.size() - 1).put(fact, value);
  }

  /** Waits for the end, and returns what was measured. */
  Series finish() {
    String line = read();
    if (!line.startsWith(Protocol.SCORES + " ")) {
      throw failed("said '" + line + "' instead of its scores");
    }
    List<Double> scores =
        Arrays.stream(line.substring(Protocol.SCORES.length() + 1).split(" ", -1))
            .map(Double::valueOf)
            .toList();
    return new Series(contender.name(), scores, facts);
  }

  /** The file in which JMH left its result. */
  Path jmhResult() {
    return folder.resolve(Worker.RESULT);
  }

  private String read() {
    try {
      String line = fromWorker.readLine();
      if (line == null) {
        throw failed("ended too early");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void say(String word) {
    try {
      toWorker.write(word);
      toWorker.newLine();
      toWorker.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(failed("does not listen").getMessage(), e);
    }
  }

  private WorkerFailedException failed(String what) {
    if (stopped) {
      return new WorkerFailedException(
          contender.name() + " in " + contender.benchmark() + " took too long and was stopped");
    }
    try {
      List<String> lines = Files.readAllLines(log(folder));
      List<String> tail = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
      return new WorkerFailedException(
          contender.name()
              + " in "
              + contender.benchmark()
              + " "
              + what
              + ":\n"
              + String.join("\n", tail));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process in the middle of its work: what waits for it fails. Any thread may call. */
  void stop() {
    stopped = true;
    process.destroyForcibly();
  }

  /** Ends the process if it has not ended. */
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
