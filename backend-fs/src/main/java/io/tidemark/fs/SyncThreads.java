package io.tidemark.fs;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that bring a storage's files and folders to the disk. They refuse nothing: who asks
 * for too much at once does it himself, as he does where the system has no thread to give, and
 * after the shutdown nobody does. They end when there is nothing to do.
 */
record SyncThreads(ExecutorService ofFiles, ExecutorService ofFolders) {

  private static final long IDLE_SECONDS = 5;

  /** A blob's folder and the one above, the one above the manifest's, and one to spare. */
  private static final int FOLDERS_AT_ONCE = 4;

  private static final int WAITING_FOLDERS = 256;

  /** One thread keeps a disk busy with files; folders are little to write, and long to wait for. */
  static SyncThreads start() {
    return start(Thread::new);
  }

  /** The same, of threads that {@code factory} makes. */
  static SyncThreads start(ThreadFactory factory) {
    return new SyncThreads(
        new Pool(1, new LinkedBlockingQueue<>(), factory, "tidemark-file-sync"),
        new Pool(
            FOLDERS_AT_ONCE,
            new ArrayBlockingQueue<>(WAITING_FOLDERS),
            factory,
            "tidemark-folder-sync"));
  }

  private static final class Pool extends ThreadPoolExecutor {

    Pool(int count, BlockingQueue<Runnable> waiting, ThreadFactory factory, String name) {
      super(
          count,
          count,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          waiting,
          task -> {
            Thread made = factory.newThread(task);
            made.setName(name);
            made.setDaemon(true);
            return made;
          },
          new CallerRunsPolicy());
      allowCoreThreadTimeOut(true);
    }

    /** What may be waiting by then as well does nothing when it is run once more. */
    @Override
    public void execute(Runnable task) {
      try {
        super.execute(task);
      } catch (OutOfMemoryError e) {
        task.run();
      }
    }
  }

  /** Takes nothing new. */
  void shutdown() {
    ofFiles.shutdown();
    ofFolders.shutdown();
  }
}
