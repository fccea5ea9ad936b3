package io.tidemark.rocksdb.runs;

import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.rocksdb.engine.Scan;
import io.tidemark.rocksdb.engine.SortedFileScan;
import io.tidemark.rocksdb.engine.SortedFileWriter;
import io.tidemark.spi.KeyGroupRange;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes the base of one piece: a put for every live entry, and a deletion for every key of the
 * piece that is not live but stands in a file which stays in the chain. Belongs to one thread.
 */
final class PieceFolding {

  private static final int CHECK_EVERY = 4096;

  private final Picture picture;
  private final KeyGroupRange keyGroups;
  private final LiveEntries liveEntries;
  private final Runnable checkpoint;
  private ByteBuffer key = ByteBuffer.allocateDirect(1 << 10);
  private ByteBuffer value = ByteBuffer.allocateDirect(1 << 13);
  private int sinceCheck;

  PieceFolding(Picture picture, KeyGroupRange keyGroups, LiveEntries live, Runnable checkpoint) {
    this.picture = picture;
    this.keyGroups = keyGroups;
    this.liveEntries = live;
    this.checkpoint = checkpoint;
  }

  /**
   * Writes the base, or nothing where it would be empty.
   *
   * @param shrinks whether LZ4 may make the base smaller
   * @param expectedBytes about how large the base may become
   * @param staying the files with content in the piece that stay in the chain, if any of their
   *     entries may be dead
   */
  @Nullable RunFile write(
      RunFiles files, long sequence, boolean shrinks, long expectedBytes, List<RunFile> staying) {
    try (SortedFileBuilder builder =
        new SortedFileBuilder(
            picture.database().engine(), files.newFile(), sequence, true, shrinks, expectedBytes)) {
      for (int kg = keyGroups.first(); kg <= keyGroups.last(); kg++) {
        writeKeyGroup(kg, builder.writer(), deadKeys(kg, staying));
      }
      return builder.writer().entries() == 0 ? null : builder.finish(keyGroups);
    }
  }

  private void writeKeyGroup(int keyGroup, SortedFileWriter out, Set<byte[]> dead) {
    Iterator<byte[]> deadKeys = dead.iterator();
    byte[] nextDead = deadKeys.hasNext() ? deadKeys.next() : null;
    try (Scan scan =
        picture.scan(keyGroup, KeyLayout.start(keyGroup), KeyLayout.start(keyGroup + 1))) {
      for (; scan.isValid(); scan.next()) {
        checkCancelled();
        key = scan.key(key);
        while (nextDead != null && compare(nextDead, key) < 0) {
          out.delete(nextDead);
          nextDead = deadKeys.hasNext() ? deadKeys.next() : null;
        }
        long tag = key.getLong(2);
        if (liveEntries.expires(tag)) {
          writeExpiring(scan, tag, out);
        } else {
          value = scan.value(value);
          out.put(key, value);
        }
      }
    }
    while (nextDead != null) {
      out.delete(nextDead);
      nextDead = deadKeys.hasNext() ? deadKeys.next() : null;
    }
  }

  /** An expired entry is deleted, not left out: a run that stays in the chain may hold it. */
  private void writeExpiring(Scan scan, long tag, SortedFileWriter out) {
    byte[] entryKey = scan.key();
    byte[] live = liveEntries.live(tag, scan.value());
    if (live == null) {
      out.delete(entryKey);
    } else {
      out.put(entryKey, live, 0, live.length);
    }
  }

  private Set<byte[]> deadKeys(int keyGroup, List<RunFile> staying) {
    Set<byte[]> dead = new TreeSet<>(Arrays::compareUnsigned);
    if (staying.isEmpty()) {
      return dead;
    }
    byte[] from = KeyLayout.start(keyGroup);
    byte[] to = KeyLayout.start(keyGroup + 1);
    try (Scan live = picture.scan(keyGroup, from, to)) {
      for (RunFile file : staying) {
        try (SortedFileScan scan =
            new SortedFileScan(picture.database().engine(), file.path(), from, to)) {
          for (; scan.isValid(); scan.next()) {
            checkCancelled();
            byte[] candidate = scan.key();
            live.seek(candidate);
            if (!live.isValid() || !Arrays.equals(live.key(), candidate)) {
              dead.add(candidate);
            }
          }
        }
      }
    }
    return dead;
  }

  private void checkCancelled() {
    if (++sinceCheck == CHECK_EVERY) {
      sinceCheck = 0;
      checkpoint.run();
    }
  }

  private static int compare(byte[] left, ByteBuffer right) {
    return Arrays.compareUnsigned(left, 0, left.length, bytes(right), 0, right.limit());
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.limit()];
    buffer.get(0, bytes);
    return bytes;
  }
}
