package io.tidemark.memory;

import io.tidemark.snapshot.portable.IndexedBlob;
import io.tidemark.snapshot.portable.PortableBlob;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.EntryVisitor;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.SupportsLateReads;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A blob of a restore. It is read at once where it is small or has several states, which would read
 * it several times, or where its source has to be read at once; a large one of a single state stays
 * in its storage until the state is opened, so that it never is in memory beside its own entries.
 * Any thread may use it.
 */
final class RestoredBlob {

  /** A blob is read in up to {@link RestoredStates#PIECES} requests, each worth its time. */
  private static final long LARGE_BYTES = 8L << 20;

  private final IndexedBlob stored;
  private volatile @Nullable PortableBlob loaded;
  private volatile boolean checked;

  private RestoredBlob(IndexedBlob stored) {
    this.stored = stored;
  }

  /**
   * Opens what {@code use} says about {@code keyGroups}, of which some are those of {@code use}.
   *
   * @throws io.tidemark.spi.SnapshotCorruptException if bytes are not what was written
   */
  static RestoredBlob open(
      BlobUse use, StoreSchema schema, KeyGroupRange keyGroups, BlobSource source) {
    RestoredBlob blob = new RestoredBlob(IndexedBlob.open(use, schema, keyGroups, source));
    if (!(source instanceof SupportsLateReads)
        || blob.stored.blockBytes() < LARGE_BYTES
        || blob.states() > 1) {
      blob.load();
    }
    return blob;
  }

  private long states() {
    return IntStream.range(0, schema().states().size()).filter(this::hasState).count();
  }

  StoreSchema schema() {
    return stored.schema();
  }

  /** The key groups of the store that the blob speaks for. */
  KeyGroupRange keyGroups() {
    return stored.keyGroups();
  }

  boolean hasState(int state) {
    return entryCount(state) > 0;
  }

  /** How many entries of a state there are, deletions included. */
  long entryCount(int state) {
    return stored.entryCount(state);
  }

  /** How many entries of a state there are in one key group, deletions included. */
  long entryCount(int state, int keyGroup) {
    return stored.entryCount(state, keyGroup);
  }

  /** Gives the entries of a state in some key groups to {@code visitor}, to be kept by it. */
  void forEach(int state, KeyGroupRange range, EntryVisitor visitor) {
    PortableBlob inMemory = loaded;
    if (inMemory == null) {
      stored.forEach(state, range, visitor);
    } else {
      inMemory.forEach(state, range, visitor);
    }
  }

  /** Whether neither {@link #load} nor {@link #check} has read it. */
  boolean isUnread() {
    return loaded == null && !checked;
  }

  /**
   * Reads and checks it and keeps nothing, unless that was done before.
   *
   * @param beforePiece called now and then; what it throws ends the reading
   * @throws io.tidemark.spi.SnapshotCorruptException if bytes are not what was written
   * @throws io.tidemark.spi.StorageException if they cannot be read
   */
  synchronized void check(Runnable beforePiece) {
    if (isUnread()) {
      for (KeyGroupRange piece : Spans.of(stored.keyGroups(), RestoredStates.PIECES)) {
        beforePiece.run();
        stored.check(piece);
      }
      checked = true;
    }
  }

  /**
   * The blob in memory. Who writes it into another snapshot needs it whole, and from then on it
   * does not depend on the snapshot that was restored, which may be deleted.
   */
  synchronized PortableBlob load() {
    PortableBlob blob = loaded;
    if (blob == null) {
      blob = stored.load();
      loaded = blob;
    }
    return blob;
  }
}
