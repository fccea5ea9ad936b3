package io.tidemark.runtime.connector.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the lines of one file from an offset on, and knows the offset of each. */
final class LineReader implements AutoCloseable {

  private static final int BUFFER = 256 << 10;
  private static final int MAX_LINE = 64 << 20;

  private final String file;
  private @Nullable FileChannel channel;
  private byte[] buffer = {};
  private int start;
  private int end;
  private long startOffset;
  private boolean atEnd;

  LineReader(FileSplit split) {
    file = split.file();
    startOffset = split.offset();
  }

  String file() {
    return file;
  }

  FileSplit position() {
    return new FileSplit(file, startOffset);
  }

  @Nullable TextLine next() {
    int scanned = start;
    while (true) {
      for (int i = scanned; i < end; i++) {
        if (buffer[i] == '\n') {
          return line(i, i + 1);
        }
      }
      scanned = end - start;
      if (!fill()) {
        return start == end ? null : line(end, end);
      }
    }
  }

  private TextLine line(int lineEnd, int next) {
    int textEnd = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    TextLine line =
        new TextLine(
            file, startOffset, new String(buffer, start, textEnd - start, StandardCharsets.UTF_8));
    startOffset += next - start;
    start = next;
    return line;
  }

  /** Moves what is left to the front and reads more behind it; false at the end of the file. */
  private boolean fill() {
    if (atEnd) {
      return false;
    }
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    if (end == buffer.length) {
      if (end >= MAX_LINE) {
        throw new MalformedLineException(file, startOffset, "longer than " + MAX_LINE + " bytes");
      }
      buffer = Arrays.copyOf(buffer, Math.max(BUFFER, end * 2));
    }
    try {
      long position = startOffset + end;
      int read = open().read(ByteBuffer.wrap(buffer, end, buffer.length - end), position);
      atEnd = read < 0;
      if (atEnd && open().size() < position) {
        throw new IOException("it has become shorter, and has " + open().size() + " bytes now");
      }
      end += Math.max(0, read);
      return !atEnd;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The input file '" + file + "' cannot be read at byte " + (startOffset + end), e);
    }
  }

  /** Files are opened when they are first read. */
  private FileChannel open() throws IOException {
    FileChannel opened = channel;
    if (opened == null) {
      opened = FileChannel.open(Path.of(file), StandardOpenOption.READ);
      channel = opened;
    }
    return opened;
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The input file '" + file + "' cannot be closed", e);
    }
  }
}
