package io.tidemark.rocksdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Some of the entries that a generation changed. An entry goes on being used when its generation is
 * frozen: before it is changed again, its content is {@linkplain #keep kept} here.
 *
 * <p><b>Threads.</b> The store's thread adds and keeps, at any time; others {@link #read}, and see
 * every entry that was added before the generation was frozen. A reader looks for a kept content
 * before and after it read the entry. The mark of a kept content becomes visible after the content
 * and before any change of the entry: so who found no mark the second time has read no change.
 */
final class GenerationPage {

  static final int SLOTS = 1 << 10;

  private static final VarHandle MARK = MethodHandles.arrayElementVarHandle(byte[].class);
  private static final byte KEPT = 1;
  private static final byte PRESENT = 2;
  private static final byte FRESH = 4;

  private final Entry[] entries = new Entry[SLOTS];
  private final byte[] marks = new byte[SLOTS];

  /** Made for the first content that is kept. */
  private long @Nullable [] bits;

  /** Made for the first kept content that is an object. */
  private @Nullable Object @Nullable [] values;

  Entry get(int slot) {
    return entries[slot];
  }

  void set(int slot, Entry entry) {
    entries[slot] = entry;
  }

  /** Copies the entries to {@code target}. */
  void copyTo(Entry[] target, int from, int count) {
    System.arraycopy(entries, 0, target, from, count);
  }

  /** Keeps a content, which the entry in {@code slot} still has, once. */
  void keep(int slot, Content content) {
    long[] keptBits = bits;
    if (keptBits == null) {
      keptBits = new long[SLOTS];
      bits = keptBits;
    }
    keptBits[slot] = content.bits;
    Object value = content.value;
    if (value != null) {
      @Nullable Object[] keptValues = values;
      if (keptValues == null) {
        keptValues = new Object[SLOTS];
        values = keptValues;
      }
      keptValues[slot] = value;
    }
    int mark = KEPT | (content.present ? PRESENT : 0) | (content.fresh ? FRESH : 0);
    MARK.setRelease(marks, slot, (byte) mark);
    VarHandle.storeStoreFence();
  }

  /** Makes {@code target} what the entry in {@code slot} held when the generation was frozen. */
  void read(int slot, Content target) {
    byte mark = (byte) MARK.getAcquire(marks, slot);
    if (mark == 0) {
      target.set(entries[slot]);
      VarHandle.loadLoadFence();
      mark = (byte) MARK.getAcquire(marks, slot);
    }
    if (mark != 0) {
      readKept(slot, mark, target);
    }
  }

  private void readKept(int slot, byte mark, Content target) {
    long[] keptBits = bits;
    @Nullable Object[] keptValues = values;
    target.bits = keptBits == null ? 0 : keptBits[slot];
    target.value = keptValues == null ? null : keptValues[slot];
    target.present = (mark & PRESENT) != 0;
    target.fresh = (mark & FRESH) != 0;
  }
}
