package io.tidemark.benchmarks.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/**
 * A server's side of the conversation with its driver: it says its address on one line, answers
 * every line with the number of requests that it has had, and ends with its standard input.
 */
public final class Serving {

  private Serving() {}

  /** Serves until the driver is gone, and ends the process. */
  public static void untilInputEnds(String address, LongSupplier requests) throws IOException {
    say(address);
    try (BufferedReader driver =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      while (driver.readLine() != null) {
        say(Long.toString(requests.getAsLong()));
      }
    }
    System.exit(0);
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
