package io.tidemark.fs;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that bring a storage's files and folders to the disk. They refuse nothing: who asks
 * for too much at once does it himself, and after the shutdown nobody does. They end when there is
 * nothing to do.
 */
record SyncThreads(ExecutorService ofFiles, ExecutorService ofFolders) {

  private static final long IDLE_SECONDS = 5;

  /** A blob's folder and the one above, the one above the manifest's, and one to spare. */
  private static final int FOLDERS_AT_ONCE = 4;

  private static final int WAITING_FOLDERS = 256;

  /** One thread keeps a disk busy with files; folders are little to write, and long to wait for. */
  static SyncThreads start() {
    return new SyncThreads(
        threads(1, new LinkedBlockingQueue<>(), "tidemark-file-sync"),
        threads(
            FOLDERS_AT_ONCE, new ArrayBlockingQueue<>(WAITING_FOLDERS), "tidemark-folder-sync"));
  }

  private static ExecutorService threads(int count, BlockingQueue<Runnable> waiting, String name) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            waiting,
            task -> {
              Thread made = new Thread(task, name);
              made.setDaemon(true);
              return made;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** Takes nothing new. */
  void shutdown() {
    ofFiles.shutdown();
    ofFolders.shutdown();
  }
}
