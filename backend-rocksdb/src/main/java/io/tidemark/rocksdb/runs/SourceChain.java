package io.tidemark.rocksdb.runs;

import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotVersionException;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.zip.CRC32C;

/** The files of one native snapshot that overlap the wanted key groups, oldest first. Immutable. */
final class SourceChain {

  private static final long CATALOG_BYTES_AT_MOST = 16L << 20;

  private final KeyGroupRange keyGroups;
  private final List<SourceFile> files;

  private SourceChain(KeyGroupRange keyGroups, List<SourceFile> files) {
    this.keyGroups = keyGroups;
    this.files = List.copyOf(files);
  }

  /**
   * Reads what {@code snapshot} says of {@code wanted}.
   *
   * @throws SnapshotVersionException if it was written by a newer format
   * @throws SnapshotCorruptException if its catalog is damaged
   */
  static SourceChain read(StoreSnapshot snapshot, KeyGroupRange wanted, BlobSource source) {
    if (snapshot.version() > ChainWriter.VERSION) {
      throw new SnapshotVersionException(
          "The snapshot is of format "
              + ChainWriter.FORMAT
              + " version "
              + snapshot.version()
              + ", and this release reads up to version "
              + ChainWriter.VERSION);
    }
    KeyGroupRange mine = wanted.intersection(snapshot.keyGroups());
    List<SourceFile> files = new ArrayList<>();
    if (!snapshot.blobs().isEmpty()) {
      List<BlobUse> uses = snapshot.blobs().subList(1, snapshot.blobs().size());
      ChainCatalog catalog = readCatalog(snapshot.blobs().get(0).blob(), uses.size(), source);
      for (int i = 0; i < uses.size(); i++) {
        BlobUse use = uses.get(i);
        if (use.keyGroups().overlaps(mine)) {
          Long baseEntries = catalog.baseEntries().get(i);
          Long seedEntries = catalog.seedEntries().get(i);
          Long entries = baseEntries == null ? seedEntries : baseEntries;
          files.add(
              new SourceFile(
                  use.blob(),
                  i,
                  use.keyGroups().intersection(mine),
                  catalog.content().getOrDefault(i, use.keyGroups()),
                  baseEntries != null,
                  seedEntries != null,
                  entries == null ? 0 : entries,
                  catalog.deletes().getOrDefault(i, 0L),
                  snapshot.schemas().get(use.schema())));
        }
      }
    }
    return new SourceChain(mine, files);
  }

  /** The key groups that the chain speaks for, of those that were wanted. */
  KeyGroupRange keyGroups() {
    return keyGroups;
  }

  List<SourceFile> files() {
    return files;
  }

  /**
   * Adds where the database must be cut, as the first key groups of parts: at each end of what a
   * file speaks for, where the file itself goes on.
   */
  void addCuts(KeyGroupRange wanted, NavigableSet<Integer> cuts) {
    for (SourceFile file : files) {
      if (file.content().first() < file.use().first() && file.use().first() > wanted.first()) {
        cuts.add(file.use().first());
      }
      if (file.content().last() > file.use().last() && file.use().last() < wanted.last()) {
        cuts.add(file.use().last() + 1);
      }
    }
  }

  private static ChainCatalog readCatalog(BlobRef blob, int files, BlobSource source) {
    String name = FileTransfer.name(blob);
    if (blob.length() > CATALOG_BYTES_AT_MOST) {
      throw new SnapshotCorruptException(
          name, FileTransfer.offset(blob), "no catalog has " + blob.length() + " bytes");
    }
    byte[] bytes = new byte[(int) blob.length()];
    try (BlobReader reader = source.open(blob)) {
      int at = 0;
      for (int read; (read = reader.read(bytes, at, bytes.length - at)) > 0; ) {
        at += read;
      }
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    if ((int) crc.getValue() != blob.checksum()) {
      throw SnapshotCorruptException.checksum(
          name, FileTransfer.offset(blob), blob.checksum(), (int) crc.getValue());
    }
    try {
      return ChainCatalog.parse(bytes);
    } catch (MalformedBytesException e) {
      throw new SnapshotCorruptException(
          name,
          FileTransfer.offset(blob),
          "it is no catalog of " + files + " files: " + e.getMessage(),
          e);
    }
  }
}
