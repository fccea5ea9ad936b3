package io.tidemark.cli.output;

import java.util.OptionalInt;

/**
 * What the launcher found out about where the output goes. It tells with system properties, for
 * Java cannot ask whether one of the standard streams is a terminal.
 *
 * @param outputColumns how wide the terminal of the standard output is, empty if it is none
 * @param errorColumns how wide the terminal of the standard error is, empty if it is none
 * @param colours whether the person wants them
 */
public record Terminal(OptionalInt outputColumns, OptionalInt errorColumns, boolean colours) {

  private static final String OUTPUT = "tidemark.output.columns";
  private static final String ERROR = "tidemark.error.columns";

  /** That of this process. */
  public static Terminal ofProcess() {
    String noColour = System.getenv("NO_COLOR");
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    return new Terminal(
        columns(OUTPUT), columns(ERROR), (noColour == null || noColour.isEmpty()) && !dumb);
  }

  /** Whether the standard output may be coloured. */
  public boolean hasColouredOutput() {
    return colours && outputColumns.isPresent();
  }

  private static OptionalInt columns(String property) {
    int columns = Integer.getInteger(property, 0);
    return columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
  }
}
