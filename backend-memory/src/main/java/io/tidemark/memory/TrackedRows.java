package io.tidemark.memory;

/**
 * Rows of entries, at most {@value #MAX_ROWS}, with bits that tell when each was written: one long
 * has a bit for each row. They are copied together, and so are the unit of what a capture costs.
 *
 * <p><b>Versions.</b> Rows bear the version in which one of them was written last. Nobody writes
 * rows of an older version: they are first copied, if a capture may see them, or {@linkplain #begin
 * brought} to the current one in place.
 *
 * <p><b>Changes.</b> {@code dirty} are the rows written in this version, {@code dirtyBefore} those
 * written in earlier ones that a snapshot may still ask for, as if all of them had been written in
 * {@code versionBefore}. So {@link #changedSince} is exact for the version that a snapshot
 * published last, if it is the newest that has ended, and may say too much, never too little, for
 * others.
 */
abstract class TrackedRows extends Rows {

  static final int MAX_ROWS = Long.SIZE;

  /** The version in which anything here was written last. */
  int version;

  private int versionBefore;

  private long dirty;
  private long dirtyBefore;

  /** Rows whose entries came in this version, so that no snapshot knows them. */
  private long created;

  /** Rows whose objects no capture sees, because they were copied or written since the last one. */
  private long owned;

  TrackedRows(Layout layout, int rows, int version) {
    super(layout, rows);
    this.version = version;
  }

  /** Rows of which all is known that is known of {@code from}. */
  TrackedRows(long[] longs, Object[] objects, TrackedRows from) {
    super(longs, objects);
    version = from.version;
    versionBefore = from.versionBefore;
    dirty = from.dirty;
    dirtyBefore = from.dirtyBefore;
    created = from.created;
    owned = from.owned;
  }

  /** The rows that hold an entry, a bit each. */
  abstract long used();

  final int size() {
    return Long.bitCount(used());
  }

  /** The rows that were written after {@code base} ended, a bit each. */
  final long changedSince(int base) {
    return (version > base ? dirty : 0) | (versionBefore > base ? dirtyBefore : 0);
  }

  /** Notes that an entry is being written. */
  final void touch(int row) {
    dirty |= 1L << row;
  }

  /** Whether no snapshot can know the entry, because it came after the last capture. */
  final boolean isCreated(int row) {
    return (created >>> row & 1) != 0;
  }

  /** Whether the entry's objects are seen by no capture. */
  final boolean isOwned(int row) {
    return (owned >>> row & 1) != 0;
  }

  /** Notes that the entry's objects are seen by no capture. */
  final void own(int row) {
    owned |= 1L << row;
  }

  /** Notes that captures see all objects that are here. */
  final void disown() {
    owned = 0;
  }

  /** Notes that an entry comes into a free row. */
  final void create(int row) {
    long bit = 1L << row;
    dirty |= bit;
    created |= bit;
    owned |= bit;
  }

  /** Forgets what is known of a row. */
  final void forget(int row) {
    long others = ~(1L << row);
    dirty &= others;
    dirtyBefore &= others;
    created &= others;
    owned &= others;
  }

  /** Takes over what is known of a row of the same version. */
  final void adopt(TrackedRows from, int row, int target) {
    forget(target);
    dirty |= (from.dirty >>> row & 1) << target;
    dirtyBefore |= (from.dirtyBefore >>> row & 1) << target;
    created |= (from.created >>> row & 1) << target;
    owned |= (from.owned >>> row & 1) << target;
  }

  /**
   * Takes over what was known of an entry of this version where it was before, from which it was
   * {@linkplain #create created} here: each in the lowest bit of a long.
   */
  final void adopt(int row, long isDirty, long wasDirty, long isCreated, int dirtyVersion) {
    long others = ~(1L << row);
    dirty = dirty & others | (isDirty & 1) << row;
    dirtyBefore = dirtyBefore & others | (wasDirty & 1) << row;
    created = created & others | (isCreated & 1) << row;
    versionBefore = Math.max(versionBefore, dirtyVersion);
  }

  /** Prepares to {@linkplain #adopt adopt} rows of the same version. */
  final void adoptVersions(TrackedRows from) {
    versionBefore = Math.max(versionBefore, from.versionBefore);
  }

  /** Begins the current version. */
  final void begin(Versions versions) {
    long before = versionBefore > versions.remembered() ? dirtyBefore : 0;
    dirtyBefore = before | dirty;
    if (dirty != 0) {
      versionBefore = version;
    }
    dirty = 0;
    created = 0;
    version = versions.current();
  }
}
