package io.tidemark.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A disk that knows what a machine would find again that loses its power now and had kept nothing
 * but what it was told to: a name that was synced with its folder after it was given, on a way of
 * such names, to a file whose bytes were synced before.
 */
class FollowedDisk extends Disk {

  private final Map<Path, Named> names = new HashMap<>();

  /** Of each folder the beginning of the latest sync that ended. */
  private final Map<Path, Long> synced = new HashMap<>();

  private final Set<Path> wholeFiles = new HashSet<>();
  private final Set<Path> broken = new HashSet<>();
  private long now;

  private record Named(long begin, long end, boolean whole) {}

  private interface Call {
    void run() throws IOException;
  }

  /** From now on, until it is {@link #mend}ed, this folder cannot be synced. */
  synchronized void breakFolder(Path folder) {
    broken.add(folder);
  }

  synchronized void mend() {
    broken.clear();
  }

  /** Whether a file that was named here would be found again. */
  final synchronized boolean survives(Path file) {
    return names.containsKey(file) && isKept(file);
  }

  /** What was not named here was there before. */
  private boolean isKept(Path path) {
    Named named = names.get(path);
    if (named == null) {
      return true;
    }
    Path parent = FolderTree.folderOf(path);
    return named.whole()
        && named.end() < synced.getOrDefault(parent, 0L)
        && named.begin() > madeAt(parent)
        && isKept(parent);
  }

  private long madeAt(Path folder) {
    Named named = names.get(folder);
    return named == null ? 0 : named.end();
  }

  @Override
  void makeFolder(Path folder) throws IOException {
    name(folder, true, () -> super.makeFolder(folder));
  }

  @Override
  void rename(Path file, Path blob) throws IOException {
    name(blob, isWhole(file), () -> super.rename(file, blob));
  }

  @Override
  void link(Path file, Path blob) throws IOException {
    name(blob, isWhole(file), () -> super.link(file, blob));
  }

  @Override
  void sync(Path file, FileChannel channel) throws IOException {
    super.sync(file, channel);
    synchronized (this) {
      wholeFiles.add(file);
    }
  }

  @Override
  void syncFolder(Path folder) throws IOException {
    long begin = tick();
    requireUnbroken(folder);
    super.syncFolder(folder);
    synchronized (this) {
      synced.merge(folder, begin, Math::max);
    }
  }

  private void name(Path path, boolean whole, Call call) throws IOException {
    long begin = tick();
    call.run();
    synchronized (this) {
      names.put(path, new Named(begin, ++now, whole));
    }
  }

  private synchronized long tick() {
    return ++now;
  }

  private synchronized boolean isWhole(Path file) {
    return wholeFiles.contains(file);
  }

  private synchronized void requireUnbroken(Path folder) throws IOException {
    if (broken.contains(folder)) {
      throw new IOException("Input/output error");
    }
  }
}
