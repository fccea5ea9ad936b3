package io.tidemark.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

  @Test
  void whatIsPrinted_arrivesLineByLine() {
    ByteArrayOutputStream there = new ByteArrayOutputStream();
    StandardOutput output = new StandardOutput(there);

    output.writer().println("a line");

    assertThat(there.toString(Charset.defaultCharset()))
        .isEqualTo("a line" + System.lineSeparator());
    assertThat(output.problem()).isEmpty();
  }

  @Test
  void diskThatIsFull_isAProblem() {
    StandardOutput output = broken("No space left on device");

    assertThat(output.problem())
        .get()
        .extracting(IOException::getMessage)
        .asString()
        .contains("space");
  }

  @Test
  void readerThatHasReadEnough_isNone() {
    assertThat(broken("Broken pipe").problem()).isEmpty();
  }

  private static StandardOutput broken(String why) {
    StandardOutput output =
        new StandardOutput(
            new OutputStream() {
              @Override
              public void write(int value) throws IOException {
                throw new IOException(why);
              }
            });
    PrintWriter writer = output.writer();
    writer.println("a line");
    writer.println("another");
    return output;
  }
}
