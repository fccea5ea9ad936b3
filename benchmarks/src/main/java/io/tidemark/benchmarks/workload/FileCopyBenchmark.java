package io.tidemark.benchmarks.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;

/**
 * The physical limit of snapshots and restores: how long it takes to copy a file of as many bytes
 * as the entries have, until the copy is on the disk.
 */
@BenchmarkMode(Mode.SingleShotTime)
public class FileCopyBenchmark extends Measured {

  private static final int BUFFER_BYTES = 1 << 20;

  /** How many bytes are copied. */
  @Param("108000000")
  public long bytes;

  private @Nullable Path folder;

  @Override
  void load() {
    try {
      Path made = Files.createDirectories(Workplace.current().folder().resolve("files"));
      folder = made;
      byte[] block = new RandomBytes(BUFFER_BYTES, false).of(1);
      try (FileChannel file = create(made.resolve("source"))) {
        for (long left = bytes; left > 0; left -= block.length) {
          ByteBuffer part = ByteBuffer.wrap(block, 0, (int) Math.min(left, block.length));
          while (part.hasRemaining()) {
            file.write(part);
          }
        }
        file.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the file. */
  @Benchmark
  public void copy() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    try (FileChannel source = FileChannel.open(file("source"), StandardOpenOption.READ);
        FileChannel copy = create(file("copy"))) {
      while (source.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          copy.write(buffer);
        }
      }
      copy.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  void end() {
    delete("copy");
  }

  @Override
  void unload() {
    delete("source");
  }

  private void delete(String name) {
    try {
      Files.deleteIfExists(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String name) {
    return Objects.requireNonNull(folder).resolve(name);
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }
}
