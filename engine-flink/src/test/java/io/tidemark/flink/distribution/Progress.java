package io.tidemark.flink.distribution;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Hears how far a {@link NumberedJob} is. */
final class Progress implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;

  private final ServerSocket listening;
  private long last = -1;

  Progress() throws IOException {
    listening = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    listening.setSoTimeout(PATIENCE_MILLIS);
  }

  int port() {
    return listening.getLocalPort();
  }

  /**
   * Waits until a task that was started since goes on beyond where the last one was seen, {@code
   * more} numbers further.
   *
   * @return the class of its state
   */
  String awaitNext(long more) throws IOException {
    try (Socket job = listening.accept();
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(job.getInputStream(), StandardCharsets.UTF_8))) {
      job.setSoTimeout(PATIENCE_MILLIS);
      long enough = last + more;
      while (true) {
        String line = lines.readLine();
        if (line == null) {
          throw new IOException("The job ended at number " + last);
        }
        String[] words = line.split(" ");
        if (Long.parseLong(words[1]) < last) {
          throw new IOException("The job began again at " + words[1] + " after " + last);
        }
        last = Long.parseLong(words[1]);
        if (last >= enough) {
          return words[0];
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
