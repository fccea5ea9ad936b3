package io.tidemark.fs.hadoop;

import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StoredBlob;
import io.tidemark.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process that writes a blob and never commits it. */
final class KilledWriter implements AutoCloseable {

  private final Process process;

  private KilledWriter(Process process) {
    this.process = process;
  }

  /** Starts one, and returns when it has written so many bytes. */
  static KilledWriter start(URI root, String name, int length) throws IOException {
    List<String> command =
        ChildJvm.command(
            List.of("-Xmx256m"), KilledWriter.class, root.toString(), name, String.valueOf(length));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    KilledWriter writer = new KilledWriter(process);
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); !"written".equals(line); line = lines.readLine()) {
      if (line == null) {
        writer.kill();
        throw new IOException("The writer ended before it had written");
      }
    }
    return writer;
  }

  /** As {@code kill -9} does. Returns when it is dead. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  public static void main(String[] arguments) throws InterruptedException {
    SnapshotStorage storage = Storages.open(URI.create(arguments[0]));
    int length = Integer.parseInt(arguments[2]);
    try (BlobWriter<StoredBlob> writer = storage.write(arguments[1])) {
      writer.write(Storages.content(arguments[1], length), 0, length);
      System.out.println("written");
      new CountDownLatch(1).await();
    }
  }
}
