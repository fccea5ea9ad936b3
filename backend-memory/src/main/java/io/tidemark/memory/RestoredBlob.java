package io.tidemark.memory;

import io.tidemark.snapshot.portable.IndexedBlob;
import io.tidemark.snapshot.portable.PortableBlob;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.EntryVisitor;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreSchema;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A blob of a restore. It is read at once where it is small or has several states, which would read
 * it several times; a large one of a single state stays in its storage until the state is opened,
 * so that it never is in memory beside its own entries. Any thread may use it.
 */
final class RestoredBlob {

  /** A blob is read in up to {@link RestoredStates#PIECES} requests, each worth its time. */
  private static final long LARGE_BYTES = 8L << 20;

  private final IndexedBlob stored;
  private @Nullable PortableBlob loaded;

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
    if (blob.stored.blockBytes() < LARGE_BYTES || blob.states() > 1) {
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
    PortableBlob inMemory = inMemory();
    if (inMemory == null) {
      stored.forEach(state, range, visitor);
    } else {
      inMemory.forEach(state, range, visitor);
    }
  }

  private synchronized @Nullable PortableBlob inMemory() {
    return loaded;
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
