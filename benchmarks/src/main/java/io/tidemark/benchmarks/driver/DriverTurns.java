package io.tidemark.benchmarks.driver;

import io.tidemark.benchmarks.workload.Turns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The turns that a driver gives. */
record DriverTurns(BufferedReader commands, PrintStream driver) implements Turns {

  @Override
  public void awaitPreparation() {
    say(Protocol.WAITING);
    await(Protocol.PREPARE);
  }

  @Override
  public void awaitTurn() {
    say(Protocol.READY);
    await(Protocol.GO);
  }

  @Override
  public void end(Map<String, Double> facts) {
    facts.forEach((name, value) -> say(Protocol.FACT + " " + name + " " + value));
    say(Protocol.DONE);
  }

  private void say(String line) {
    driver.println(line);
    driver.flush();
  }

  private void await(String command) {
    try {
      String line = commands.readLine();
      if (!command.equals(line)) {
        throw new IllegalStateException(
            "The driver should have said '" + command + "', and said '" + line + "'");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
