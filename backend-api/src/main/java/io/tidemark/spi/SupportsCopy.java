package io.tidemark.spi;

import java.util.Optional;

/** A power of storages that can copy blobs without their bytes coming to this process. */
public interface SupportsCopy {

  /**
   * Makes {@code name} a blob of this storage with the bytes that {@code sourceName} has in {@code
   * source}, durable and visible like a committed one. Empty, with nothing done, where this storage
   * cannot copy from that one: the caller then reads and writes. Any thread may call.
   *
   * @param source this storage or another
   * @throws BlobNotFoundException if there is no such blob in {@code source}
   * @throws StorageException if it could not be copied
   */
  Optional<StoredBlob> copy(SnapshotStorage source, String sourceName, String name);
}
