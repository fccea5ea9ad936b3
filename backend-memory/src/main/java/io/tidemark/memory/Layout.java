package io.tidemark.memory;

import io.tidemark.serialization.Serializer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the parts of an entry lie side by side in the rows of a page.
 *
 * <p>A row is some longs and some objects. Its first long decides nearly every comparison: it is
 * the key where that fits into 64 bits, and the hash of the whole identity otherwise, or of it the
 * upper half where the key is a {@linkplain TextArea text in the page}. The other cells are there
 * only if the state has such a part:
 *
 * <pre>
 *   longs    key or hash | text | namespace | time | value | stamp
 *   objects  key                | namespace |        value
 * </pre>
 *
 * <p>Key, namespace and time are the identity of an entry.
 */
final class Layout {

  private static final int ABSENT = -1;

  /** How many longs a row has that is a {@linkplain #paired pair}. */
  static final int PAIR = 2;

  /** Where a page keeps which of its values are the one without bits, if there is such a value. */
  static final int ODD = 0;

  /** Where a page keeps which of its rows are used. */
  static final int USED = 1;

  /** Where a page whose keys are texts keeps where the next rest of one goes. */
  static final int TEXTS_END = 2;

  /** The half of a hash that chooses page and slot. */
  static final long UPPER_HALF = -1L << Integer.SIZE;

  /** Where the first row's first long is: behind what a page keeps of its rows, if they are its. */
  final int start;

  /** How many longs a row has. */
  final int longs;

  /** How many objects a row has. */
  final int objects;

  /** Whether the first long is the whole identity. */
  final boolean plain;

  /** Whether keys are texts in the page. */
  final boolean text;

  /** Which bits of a row's first long are of the identity. */
  final long identityBits;

  /** Whether a row is a long that is the whole identity and a long that is the value, no more. */
  final boolean paired;

  /** Whether longs never change as long as an entry is there: none is a value's or a stamp's. */
  final boolean fixedLongs;

  /**
   * Whether rows are all there is of their entries, in a table of the store's: then a capture that
   * has written a key group needs none of them any more.
   */
  final boolean whole;

  private final boolean longKey;
  private final int namespaceLong;
  private final int namespaceObject;
  private final int time;
  private final int value;
  private final Part valued;
  private final int stamp;

  private Layout(
      Part key, Part namespace, boolean timed, Part valued, boolean stamped, boolean whole) {
    this.whole = whole;
    start = key == Part.NONE ? 0 : key == Part.TEXT ? TEXTS_END + 1 : USED + 1;
    longKey = key == Part.LONG;
    text = key == Part.TEXT;
    identityBits = text ? UPPER_HALF : -1L;
    plain = longKey && namespace == Part.NONE && !timed;
    int longCells = start + (key == Part.NONE ? 0 : text ? 1 + TextArea.IN_ROW : 1);
    int objectCells = key == Part.OBJECT ? 1 : 0;
    namespaceLong = namespace == Part.LONG ? longCells++ : ABSENT;
    namespaceObject = namespace == Part.OBJECT ? objectCells++ : ABSENT;
    time = timed ? longCells++ : ABSENT;
    int identityCells = longCells;
    value =
        switch (valued) {
          case NONE -> ABSENT;
          case LONG, LONG_BUT_ONE -> longCells++;
          case TEXT, OBJECT -> objectCells++;
        };
    this.valued = valued;
    stamp = stamped ? longCells++ : ABSENT;
    fixedLongs = longCells == identityCells;
    longs = longCells - start;
    objects = objectCells;
    paired = plain && value == start + 1 && longs == PAIR && objects == 0;
  }

  /** Rows of a keyed state. */
  static Layout ofEntries(Part key, Part namespace, Part value, boolean stamped) {
    return new Layout(key, namespace, false, value, stamped, false);
  }

  /** Rows of a keyed state whose values are no structures of this backend. */
  static Layout ofValues(Part key, Part namespace, Part value, boolean stamped) {
    return new Layout(key, namespace, false, value, stamped, true);
  }

  /** Rows of a set of timers. */
  static Layout ofTimers(Part key, Part namespace) {
    return new Layout(key, namespace, true, Part.NONE, false, false);
  }

  /** Rows of the elements of a list. */
  static Layout ofElements(Part element, boolean stamped) {
    return new Layout(Part.NONE, Part.NONE, false, element, stamped, false);
  }

  /** Where the identity of a {@linkplain #paired pair} is among the longs of a page. */
  static int keyOfPair(int slot) {
    return USED + 1 + slot * PAIR;
  }

  /** Where the value of a {@linkplain #paired pair} is among the longs of a page. */
  static int valueOfPair(int slot) {
    return keyOfPair(slot) + 1;
  }

  boolean hasNamespace() {
    return namespaceLong != ABSENT || namespaceObject != ABSENT;
  }

  <K> Column<K> keyColumn(Serializer<K> serializer) {
    return longKey
        ? new Column<>(serializer, Part.LONG, start, longs)
        : new Column<>(serializer, Part.OBJECT, 0, objects);
  }

  <N> Column<N> namespaceColumn(Serializer<N> serializer) {
    return namespaceLong != ABSENT
        ? new Column<>(serializer, Part.LONG, namespaceLong, longs)
        : new Column<>(serializer, Part.OBJECT, namespaceObject, objects);
  }

  <V> Column<V> valueColumn(Serializer<V> serializer) {
    return new Column<>(serializer, valued, value, valued == Part.OBJECT ? objects : longs);
  }

  /** The value of a row whose value is no serialized one but a structure of this backend. */
  Object structure(Rows rows, int row) {
    return structure(rows.objects, row);
  }

  Object structure(Object[] cells, int row) {
    return cells[row * objects + value];
  }

  void structure(Rows rows, int row, Object structure) {
    rows.objects[row * objects + value] = structure;
  }

  long stamp(Rows rows, int row) {
    return rows.longs[row * longs + stamp];
  }

  void stamp(Rows rows, int row, long millis) {
    rows.longs[row * longs + stamp] = millis;
  }

  void copyRow(Rows from, int row, Rows target, int targetRow) {
    for (int i = 0; i < longs; i++) {
      target.longs[start + targetRow * longs + i] = from.longs[start + row * longs + i];
    }
    for (int i = 0; i < objects; i++) {
      target.objects[targetRow * objects + i] = from.objects[row * objects + i];
    }
    if (text && from.longs != target.longs) {
      TextArea.addRest(target.longs, row(targetRow), from.longs);
    }
    if (valued == Part.LONG_BUT_ONE) {
      long bit = from.longs[ODD] >>> row & 1;
      target.longs[ODD] = target.longs[ODD] & ~(1L << targetRow) | bit << targetRow;
    }
  }

  boolean isTimed() {
    return time != ABSENT;
  }

  /** The time of a timer. */
  long time(Rows rows, int row) {
    return rows.longs[row * longs + time];
  }

  /**
   * Points {@code probe} at a key; the namespace and the time, if any, are set already. A key that
   * fits into its bits needs no object.
   */
  void aim(Probe probe, long keyBits, long keyHash, @Nullable Object keyObject) {
    long hash = plain ? keyHash : withRest(keyHash, probe);
    probe.hash = hash;
    if (longKey) {
      probe.bits = keyBits;
    } else {
      probe.bits = hash;
      probe.key = keyObject;
    }
  }

  /**
   * Points {@code probe} at the key of another one, as long as that one is not pointed elsewhere.
   */
  void aim(Probe probe, Probe key) {
    probe.group = key.group;
    if (probe.text != key.text) {
      // Nearly never: a reference that is written costs the collector's barrier each time.
      probe.text = key.text;
    }
    aim(probe, key.bits, key.hash, key.key);
  }

  /** Where a row begins among the longs. */
  int row(int slot) {
    return start + slot * longs;
  }

  private long withRest(long keyHash, Probe probe) {
    long hash = keyHash;
    if (namespaceLong != ABSENT) {
      hash = Hash.of(hash, probe.namespaceBits);
    } else if (namespaceObject != ABSENT) {
      hash = Hash.of(hash, Objects.hashCode(probe.namespace));
    }
    return time == ABSENT ? hash : Hash.of(hash, probe.time);
  }

  /** Whether the identity in a row is the probe's. */
  boolean matches(long[] cells, Object[] refs, int slot, Probe probe) {
    return cells[slot * longs + start] == probe.bits
        && (plain || matchesRest(cells, refs, slot, probe));
  }

  /** Whether the parts of the identity other than the first long are the probe's. */
  boolean matchesRest(long[] cells, Object[] refs, int slot, Probe probe) {
    int row = slot * longs;
    int refRow = slot * objects;
    return (namespaceLong == ABSENT || cells[row + namespaceLong] == probe.namespaceBits)
        && (time == ABSENT || cells[row + time] == probe.time)
        && (longKey || matchesKey(cells, refs, slot, probe))
        && (namespaceObject == ABSENT || refs[refRow + namespaceObject].equals(probe.namespace));
  }

  private boolean matchesKey(long[] cells, Object[] refs, int slot, Probe probe) {
    TextKey words = probe.text;
    return text && words != null
        ? words.isAt(cells, row(slot))
        : refs[slot * objects].equals(probe.key);
  }

  /** Writes the probe's identity into a free row. */
  void fill(long[] cells, Object[] refs, int slot, Probe probe) {
    int row = slot * longs;
    cells[row + start] = probe.bits;
    if (namespaceLong != ABSENT) {
      cells[row + namespaceLong] = probe.namespaceBits;
    }
    if (time != ABSENT) {
      cells[row + time] = probe.time;
    }
    int refRow = slot * objects;
    if (text) {
      TextArea.add(cells, row(slot), Objects.requireNonNull(probe.text));
    } else if (!longKey) {
      refs[refRow] = Objects.requireNonNull(probe.key);
    }
    if (namespaceObject != ABSENT) {
      refs[refRow + namespaceObject] = Objects.requireNonNull(probe.namespace);
    }
  }

  /** Points {@code probe} at the identity that stands in a row of this layout. */
  void aimAtRow(Probe probe, Rows rows, int slot) {
    int row = slot * longs;
    int refRow = slot * objects;
    probe.bits = rows.longs[row + start];
    if (text) {
      probe.ownText().set(rows.longs, row(slot));
    } else if (!longKey) {
      probe.key = rows.objects[refRow];
    }
    if (namespaceLong != ABSENT) {
      probe.namespaceBits = rows.longs[row + namespaceLong];
    } else if (namespaceObject != ABSENT) {
      probe.namespace = rows.objects[refRow + namespaceObject];
    }
    if (time != ABSENT) {
      probe.time = rows.longs[row + time];
    }
    probe.hash = hashOf(rows.longs, rows.objects, slot);
  }

  /** The hash of the identity that stands in a row. */
  long hashOf(long[] cells, Object[] refs, int slot) {
    int row = slot * longs;
    long bits = cells[row + start];
    if (!longKey) {
      return bits;
    }
    long hash = Hash.of(bits);
    if (plain) {
      return hash;
    }
    if (namespaceLong != ABSENT) {
      hash = Hash.of(hash, cells[row + namespaceLong]);
    } else if (namespaceObject != ABSENT) {
      hash = Hash.of(hash, refs[slot * objects + namespaceObject].hashCode());
    }
    return time == ABSENT ? hash : Hash.of(hash, cells[row + time]);
  }
}
