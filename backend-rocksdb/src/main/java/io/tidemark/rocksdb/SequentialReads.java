package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.Cursor;
import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.KeyLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads keys from the database, and notices when those of a column come in its order, as they do
 * when a program goes through keys that it was given in order or made in order: then it keeps a
 * cursor there, and the next key is a step instead of a search. Belongs to the store's thread.
 *
 * <p><b>Invariant.</b> A cursor shows the database as of {@link Generations#written} or later, as
 * that was when the cursors were made; when it has moved, they are closed. An entry is asked for
 * here only if the cache does not have it, and leaves the cache only when it is written: so no
 * cursor misses a change.
 */
final class SequentialReads implements AutoCloseable {

  /** So many cursors there are at most. */
  private static final int PLACES = 128;

  /** A cursor takes some tens of kilobytes: there is one for so much of the store's memory. */
  private static final long BYTES_A_CURSOR = 1L << 20;

  /** After so many reads in order a cursor is made; after ones that led nowhere, after more. */
  private static final int IN_ORDER = 4;

  private static final int IN_ORDER_AT_MOST = 1 << 10;

  private final Database database;
  private final Generations generations;
  private final MemoryShare share;
  private final Place[] places = new Place[PLACES];
  private long written;
  private int open;

  SequentialReads(Database database, Generations generations, MemoryShare share) {
    this.database = database;
    this.generations = generations;
    this.share = share;
  }

  /** Where the last read of a column in a key group was. */
  private static final class Place {
    private byte[] last = new byte[32];
    private int length;
    private int inOrder;
    private int needed = IN_ORDER;
    private @Nullable Cursor cursor;

    /** Notes a key, and whether it follows the last one of the same column and key group. */
    void note(byte[] key, int keyLength) {
      boolean follows =
          length >= KeyLayout.PREFIX_BYTES
              && Arrays.equals(last, 0, KeyLayout.PREFIX_BYTES, key, 0, KeyLayout.PREFIX_BYTES)
              && Arrays.compareUnsigned(last, 0, length, key, 0, keyLength) < 0;
      inOrder = follows ? inOrder + 1 : 0;
      if (last.length < keyLength) {
        last = new byte[2 * keyLength];
      }
      System.arraycopy(key, 0, last, 0, keyLength);
      length = keyLength;
    }

    void close() {
      if (cursor != null) {
        cursor.close();
        cursor = null;
      }
    }
  }

  /** Does what {@link Database#get} does. */
  int get(byte[] key, int length, byte[] target) {
    long now = generations.written();
    if (now != written) {
      close();
      written = now;
    }
    int keyGroup = KeyLayout.keyGroup(key);
    Place place = place((keyGroup + (int) KeyLayout.tag(key)) & (PLACES - 1));
    Cursor cursor = place.cursor;
    if (cursor != null) {
      int found = cursor.get(key, length, target);
      if (found != Cursor.ELSEWHERE) {
        place.needed = IN_ORDER;
        return found;
      }
      place.close();
      open--;
      place.length = 0;
      place.needed = Math.min(IN_ORDER_AT_MOST, place.needed * 4);
    }
    place.note(key, length);
    if (place.inOrder >= place.needed && open < share.bytes() / BYTES_A_CURSOR) {
      place.cursor = database.cursor(keyGroup, Arrays.copyOf(key, length));
      open++;
    }
    return database.get(keyGroup, key, length, target);
  }

  /** Closes the cursors. Reading may go on. */
  @Override
  public void close() {
    if (open > 0) {
      open = 0;
      for (Place place : places) {
        if (place != null) {
          place.close();
        }
      }
    }
  }

  private Place place(int index) {
    Place place = places[index];
    if (place == null) {
      place = new Place();
      places[index] = place;
    }
    return place;
  }
}
