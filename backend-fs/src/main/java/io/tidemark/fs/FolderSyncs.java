package io.tidemark.fs;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Makes names of blobs durable while other things are done, several folders at a time, for a busy
 * disk does them sooner than one after the other. Nobody waits for them but {@link #await}, which
 * does itself what no thread has come to.
 *
 * <p>Any thread may call.
 */
final class FolderSyncs {

  private final FolderTree tree;
  private final Executor threads;

  /** What is not done, or failed. A later one of the same folder does what an earlier one would. */
  private final Map<Target, Sync> pending = new ConcurrentHashMap<>();

  /**
   * Begins with nothing to do.
   *
   * @param threads may come to it late or never, but throw nothing
   */
  FolderSyncs(FolderTree tree, Executor threads) {
    this.tree = tree;
    this.threads = threads;
  }

  private enum Part {
    NAMES,
    WAY
  }

  private record Target(Path folder, Part part) {}

  private final class Sync extends FutureTask<Target> {

    private final Target target;
    private final Path blob;
    private volatile boolean begun;

    Sync(Target target, Path blob) {
      super(
          () -> {
            if (target.part() == Part.NAMES) {
              tree.syncNames(target.folder());
            } else {
              tree.syncWay(target.folder());
            }
            return target;
          });
      this.target = target;
      this.blob = blob;
    }

    @Override
    public void run() {
      begun = true;
      super.run();
    }

    @Override
    protected void set(Target done) {
      pending.remove(done, this);
      super.set(done);
    }
  }

  /** Begins to make the name of {@code blob} durable, which is in its folder, and the way to it. */
  void begin(Path blob) {
    begin(new Target(FolderTree.folderOf(blob), Part.NAMES), blob);
    beginWay(blob);
  }

  /** Begins to make the way to the folder of {@code blob} durable, which is made. */
  void beginWay(Path blob) {
    Path folder = FolderTree.folderOf(blob);
    if (!tree.isWayDurable(folder)) {
      begin(new Target(folder, Part.WAY), blob);
    }
  }

  private void begin(Target target, Path blob) {
    Sync earlier = pending.get(target);
    if (earlier != null && !earlier.begun) {
      // It finds what is named by now: many blobs of one folder need few syncs.
      return;
    }
    Sync sync = new Sync(target, blob);
    pending.put(target, sync);
    threads.execute(sync);
  }

  /**
   * Returns when everything is durable that was begun before.
   *
   * @throws IOException if something is not; the next call tries that again
   */
  void await() throws IOException {
    for (Sync sync : List.copyOf(pending.values())) {
      sync.run();
      try {
        sync.get();
      } catch (ExecutionException e) {
        pending.replace(sync.target, sync, new Sync(sync.target, sync.blob));
        throw new IOException(
            "blob '" + tree.name(sync.blob) + "' may not survive the machine: " + e.getCause(),
            e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ClosedByInterruptException();
      }
    }
  }
}
