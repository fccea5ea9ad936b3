package io.tidemark.rocksdb.runs;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.StateBackendException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that stores left behind when they were closed: those of their newest snapshots, so that the
 * stores that take their places after a failure need not read them from the snapshot storage. Any
 * thread may call it.
 *
 * <p><b>Trust.</b> A file is found by its blob: where it is, how long, and its checksum. What is
 * linked is checked like what is read from the storage. Whatever is doubtful is told in the log and
 * forgotten, and the storage has the word.
 *
 * <p><b>Bounds.</b> A store leaves what the newest completed snapshot names, and pending ones that
 * are newer. It goes as soon as a store of the operator that was opened later has completed a
 * snapshot, or one of the same subtask leaves files itself, and with the backend. Files are hard
 * links within a working directory.
 */
public final class LocalCopies {

  /** How many files restores took from here. */
  public static final String FILES_TAKEN = "rocksdb.restore.files-local";

  private static final Logger LOG = LoggerFactory.getLogger(LocalCopies.class);

  private final boolean enabled;
  private final MetricGroup.Counter taken;
  private final Map<BlobRef, Copy> copies = new ConcurrentHashMap<>();
  private final AtomicLong moments = new AtomicLong();
  private final AtomicLong names = new AtomicLong();

  /** A file that a store left at a moment. */
  private record Copy(Path file, String operator, int subtask, long left) {}

  /** Keeps files if it is {@code enabled}, and counts what is taken. */
  public LocalCopies(boolean enabled, MetricGroup metrics) {
    this.enabled = enabled;
    this.taken = metrics.counter(FILES_TAKEN);
  }

  /** Keeps nothing. */
  static LocalCopies none() {
    return new LocalCopies(false, MetricGroup.none());
  }

  /**
   * The view of a store that is being opened.
   *
   * @param directory where it may leave files, on the same file system as its own
   */
  public OfStore forStore(String operator, int subtask, Path directory) {
    return new OfStore(operator, subtask, directory, moments.incrementAndGet());
  }

  /** What one store does with local copies. Any thread may call it. */
  public final class OfStore {

    private final String operator;
    private final int subtask;
    private final Path directory;
    private final long opened;

    private OfStore(String operator, int subtask, Path directory, long opened) {
      this.operator = operator;
      this.subtask = subtask;
      this.directory = directory;
      this.opened = opened;
    }

    /** Makes {@code target} the blob's bytes, checked, if they are here. */
    boolean bring(BlobRef blob, Path target) {
      Copy copy = copies.get(blob);
      if (copy == null) {
        return false;
      }
      String doubt = doubt(copy, blob, target);
      if (doubt == null) {
        taken.increment();
        return true;
      }
      LOG.warn(
          "The local copy of blob {} {}: it is read from the snapshot storage",
          FileTransfer.name(blob),
          doubt);
      copies.remove(blob, copy);
      delete(copy.file());
      delete(target);
      return false;
    }

    /** Leaves files behind, as far as they can be linked. */
    void leave(Map<BlobRef, Path> files) {
      if (!enabled) {
        return;
      }
      long now = moments.incrementAndGet();
      try {
        Files.createDirectories(directory);
        for (Map.Entry<BlobRef, Path> entry : files.entrySet()) {
          Path file = directory.resolve(names.incrementAndGet() + ".sst");
          Files.createLink(file, entry.getValue());
          Copy former = copies.put(entry.getKey(), new Copy(file, operator, subtask, now));
          if (former != null) {
            delete(former.file());
          }
        }
      } catch (IOException | UnsupportedOperationException e) {
        LOG.info("Operator '{}' keeps no local copy of its snapshot: {}", operator, e.toString());
      }
      dropOlder(copy -> copy.subtask() == subtask);
    }

    /** Lets go of what older stores of the operator left: this one has completed a snapshot. */
    public void completed() {
      dropOlder(copy -> true);
    }

    private void dropOlder(Predicate<Copy> which) {
      copies
          .entrySet()
          .removeIf(
              entry -> {
                Copy copy = entry.getValue();
                boolean old =
                    copy.operator().equals(operator) && copy.left() < opened && which.test(copy);
                if (old) {
                  delete(copy.file());
                }
                return old;
              });
    }
  }

  /** Links a copy, and says what is wrong with it, or null. */
  private static @Nullable String doubt(Copy copy, BlobRef blob, Path target) {
    try {
      try {
        Files.createLink(target, copy.file());
      } catch (IOException | UnsupportedOperationException e) {
        // Stores may be spread over several file systems.
        Files.copy(copy.file(), target);
      }
      long length = Files.size(target);
      if (length != blob.length()) {
        return "has " + length + " bytes, not " + blob.length();
      }
      return RunFiles.checksum(target) == blob.checksum() ? null : "is damaged";
    } catch (IOException | StateBackendException e) {
      return "cannot be used (" + e + ")";
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.info("{} cannot be deleted now, but goes with the backend: {}", file, e.toString());
    }
  }
}
