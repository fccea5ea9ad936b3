package io.tidemark.runtime.connector.file;

import io.tidemark.runtime.connector.SinkWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the part files of one subtask. */
final class PartFileWriter implements SinkWriter<String, PartFile> {

  private static final byte[] NEWLINE = {'\n'};

  private final PartFolder folder;
  private final int subtask;
  private final String attempt;
  private final ByteBuffer buffer = ByteBuffer.allocate(128 << 10);
  private @Nullable FileChannel channel;

  PartFileWriter(PartFolder folder, int subtask, String attempt) {
    this.folder = folder;
    this.subtask = subtask;
    this.attempt = attempt;
  }

  @Override
  public void write(String value, long timestamp) {
    put(value.getBytes(StandardCharsets.UTF_8));
    put(NEWLINE);
  }

  private Path unfinished() {
    return folder.unfinished(subtask, attempt);
  }

  private void put(byte[] bytes) {
    int from = 0;
    while (from < bytes.length) {
      if (!buffer.hasRemaining()) {
        drain();
      }
      int length = Math.min(buffer.remaining(), bytes.length - from);
      buffer.put(bytes, from, length);
      from += length;
    }
  }

  private void drain() {
    buffer.flip();
    try {
      if (channel == null) {
        channel =
            FileChannel.open(
                unfinished(),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
      }
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The output file '" + unfinished() + "' cannot be written", e);
    }
    buffer.clear();
  }

  @Override
  public List<PartFile> prepareCommit(long checkpointId) {
    if (buffer.position() > 0) {
      drain();
    }
    if (channel == null) {
      return List.of();
    }
    PartFile part = new PartFile(folder.name(), subtask, checkpointId, attempt);
    Path prepared = folder.file(part, PartState.PREPARED);
    try {
      channel.force(true);
      channel.close();
      channel = null;
      Files.move(unfinished(), prepared, StandardCopyOption.ATOMIC_MOVE);
      folder.sync();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The output file '" + prepared + "' cannot be made durable", e);
    }
    return List.of(part);
  }

  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.close();
        Files.deleteIfExists(unfinished());
      } catch (IOException e) {
        throw new UncheckedIOException(
            "The output file '" + unfinished() + "' cannot be closed", e);
      }
    }
  }
}
