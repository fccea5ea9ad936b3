package io.tidemark.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a command prints. Writers tell only that they broke, and nobody asks them: an export to a
 * disk that is full would look whole. This remembers why. Any thread may write.
 */
public final class StandardOutput extends OutputStream {

  /** Whoever reads has read enough, as {@code head} does. */
  private static final String READER_LEFT = "Broken pipe";

  private final OutputStream out;
  private volatile @Nullable IOException broken;

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  /** The output of this process. */
  public static StandardOutput ofProcess() {
    return new StandardOutput(new FileOutputStream(FileDescriptor.out));
  }

  /** Prints in the encoding of the terminal, and each line at once. */
  public PrintWriter writer() {
    String terminals = System.getProperty("sun.stdout.encoding");
    Charset charset = terminals == null ? Charset.defaultCharset() : Charset.forName(terminals);
    return new PrintWriter(new OutputStreamWriter(this, charset), true);
  }

  /** Why something is missing that somebody still waits for. */
  public Optional<IOException> problem() {
    IOException first = broken;
    return first == null || String.valueOf(first.getMessage()).contains(READER_LEFT)
        ? Optional.empty()
        : Optional.of(first);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      if (broken == null) {
        broken = e;
      }
      throw e;
    }
  }
}
