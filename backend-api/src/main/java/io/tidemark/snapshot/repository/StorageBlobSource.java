package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobNotFoundException;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.SupportsLateReads;
import io.tidemark.spi.SupportsLocalFiles;
import java.nio.file.Path;
import java.util.Optional;

/** The blobs of a snapshot, which stay as long as it or a later one needs them. */
class StorageBlobSource implements SupportsLateReads {

  private final SnapshotStorage storage;
  private final SnapshotLocation location;

  StorageBlobSource(SnapshotStorage storage, SnapshotLocation location) {
    this.storage = storage;
    this.location = location;
  }

  /** The source of the snapshot at {@code location}, with the powers of its storage. */
  static SupportsLateReads of(SnapshotStorage storage, SnapshotLocation location) {
    return storage instanceof SupportsLocalFiles<?> local
        ? new Local(storage, location, local)
        : new StorageBlobSource(storage, location);
  }

  @Override
  public BlobReader open(BlobRef blob, long offset, long length) {
    if (offset < 0 || length < 0 || offset > blob.length() - length) {
      throw new IllegalArgumentException(
          "No range of " + blob + ": " + length + " bytes from " + offset);
    }
    if (blob instanceof BlobRef.Inline inline) {
      return new InlineReader(inline.bytes(), (int) offset, (int) length);
    }
    BlobRef.Stored stored = (BlobRef.Stored) blob;
    return present(storage, location.name(stored.name()), stored.offset() + offset, length);
  }

  /** Opens a blob for which it is damage not to be there. */
  static BlobReader present(SnapshotStorage storage, String name, long offset, long length) {
    try {
      return new MissingIsCorrupt(name, offset, storage.read(name, offset, length));
    } catch (BlobNotFoundException e) {
      throw missing(name, offset, e);
    }
  }

  private static SnapshotCorruptException missing(
      String name, long offset, BlobNotFoundException cause) {
    return new SnapshotCorruptException(name, offset, "the blob is missing", cause);
  }

  /** A source whose storage keeps blobs as files of this machine. */
  private static final class Local extends StorageBlobSource
      implements SupportsLocalFiles<BlobRef> {
    private final SnapshotLocation location;
    private final SupportsLocalFiles<String> files;

    @SuppressWarnings("unchecked") // storages name blobs by strings
    Local(SnapshotStorage storage, SnapshotLocation location, SupportsLocalFiles<?> files) {
      super(storage, location);
      this.location = location;
      this.files = (SupportsLocalFiles<String>) files;
    }

    @Override
    public Optional<Path> localFile(BlobRef blob) {
      if (!(blob instanceof BlobRef.Stored stored)
          || stored.offset() != 0
          || SnapshotLayout.isPack(stored.name())) {
        return Optional.empty();
      }
      return files
          .localFile(location.name(stored.name()))
          .filter(file -> file.toFile().length() == stored.length());
    }
  }

  /** Storages may notice only at the first read that a blob is missing. */
  private record MissingIsCorrupt(String name, long offset, BlobReader reader)
      implements BlobReader {
    @Override
    public int read(byte[] target, int targetOffset, int length) {
      try {
        return reader.read(target, targetOffset, length);
      } catch (BlobNotFoundException e) {
        throw missing(name, offset, e);
      }
    }

    @Override
    public void close() {
      reader.close();
    }
  }

  private static final class InlineReader implements BlobReader {
    private final byte[] bytes;
    private final int end;
    private int position;

    InlineReader(byte[] bytes, int offset, int length) {
      this.bytes = bytes;
      this.position = offset;
      this.end = offset + length;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (position == end) {
        return length == 0 ? 0 : -1;
      }
      int count = Math.min(length, end - position);
      System.arraycopy(bytes, position, target, offset, count);
      position += count;
      return count;
    }

    @Override
    public void close() {}
  }
}
