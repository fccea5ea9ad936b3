package io.tidemark.s3;

import io.tidemark.s3.object.ObjectClient;
import io.tidemark.s3.object.ObjectException;
import io.tidemark.s3.object.Payload;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

/**
 * What the storage, its writers and its readers share: a client, threads, and the bound on what is
 * under way. It stays usable for those who hold it, so that a writer can drop what it has sent
 * although its storage is closed. Any thread may call.
 */
final class Connection {

  private final ObjectClient client;
  private final ExecutorService threads;
  private final Pause pause;
  private final PartBuffers buffers;
  private final Semaphore sending;
  private final Semaphore fetching;
  private final Pace pace;
  private final Payload.Checksum checksum;
  private int holders = 1;
  private volatile boolean closed;

  Connection(
      ObjectClient client,
      ExecutorService threads,
      Pause pause,
      int partBytes,
      int parallelism,
      Pace pace,
      Payload.Checksum checksum) {
    this.client = client;
    this.threads = threads;
    this.pause = pause;
    this.buffers = new PartBuffers(partBytes, parallelism);
    this.sending = new Semaphore(parallelism);
    this.fetching = new Semaphore(parallelism);
    this.pace = pace;
    this.checksum = checksum;
  }

  ObjectClient client() {
    return client;
  }

  ExecutorService threads() {
    return threads;
  }

  PartBuffers buffers() {
    return buffers;
  }

  /** One permit for each part that is being sent. */
  Semaphore sending() {
    return sending;
  }

  /** One permit for each part that is fetched ahead of its reader, and for each open answer. */
  Semaphore fetching() {
    return fetching;
  }

  /** What one connection brings. */
  Pace pace() {
    return pace;
  }

  Payload payload(byte[] bytes, int length) {
    return Payload.of(bytes, length, checksum);
  }

  boolean isClosed() {
    return closed;
  }

  /** Keeps the client until {@link #release}. Fails if the storage is closed. */
  synchronized void hold() {
    if (closed) {
      throw ObjectException.givenUp("the storage is closed", null);
    }
    holders++;
  }

  /** Gives up what {@link #hold} kept. */
  void release() {
    if (isLast()) {
      threads.shutdown();
      client.close();
    }
  }

  /** Ends everything but what holders need to clean up. Idempotent. */
  void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    pause.end();
    release();
  }

  private synchronized boolean isLast() {
    holders--;
    return holders == 0;
  }
}
