package io.tidemark.rocksdb;

import io.tidemark.serialization.WriteBuffer;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/**
 * Tells by some of the entries of a file whether LZ4 can make any of its blocks smaller. To try it
 * on every block would be much of the work of writing a file that does not shrink. Belongs to one
 * thread.
 */
final class EntrySample {

  /** About as many bytes as a block of a file has. */
  private static final int STRETCH_BYTES = 4 << 10;

  /** Fewer entries are compressed sooner than judged. */
  private static final int ENTRIES_A_STRETCH = 1 << 10;

  private static final int STRETCHES_AT_MOST = 16;

  private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
  private final WriteBuffer stretch = new WriteBuffer(2 * STRETCH_BYTES);
  private final WriteBuffer compressed = new WriteBuffer(1 << 10);

  /**
   * Whether {@code entries}, in the order of their keys, may shrink. They do if any of the
   * stretches that are looked at, evenly spread over all, loses an eighth: what is asked of a block
   * that is stored compressed.
   */
  boolean shrinks(FrozenEntries entries) {
    int stretches = Math.min(STRETCHES_AT_MOST, entries.size() / ENTRIES_A_STRETCH);
    for (int i = 0; i < stretches; i++) {
      int from = (int) ((long) entries.size() * i / stretches);
      if (stretchShrinks(entries, from)) {
        return true;
      }
    }
    return stretches == 0;
  }

  private boolean stretchShrinks(FrozenEntries entries, int from) {
    stretch.clear();
    byte[] before = {};
    for (int i = from; i < from + ENTRIES_A_STRETCH && stretch.position() < STRETCH_BYTES; i++) {
      // As in a block: what the key does not share with the one before, a number of eight bytes,
      // and the value.
      byte[] key = entries.key(i);
      int shared = Math.max(0, Arrays.mismatch(before, key));
      stretch.writeBytes(key, shared, key.length - shared);
      stretch.writeLong(0);
      entries.write(i, stretch);
      before = key;
    }
    int length = stretch.position();
    compressed.clear();
    compressed.reserve(compressor.maxCompressedLength(length));
    return compressor.compress(stretch.array(), 0, length, compressed.array(), 0)
        < length - length / 8;
  }
}
