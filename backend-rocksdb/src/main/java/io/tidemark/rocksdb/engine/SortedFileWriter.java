package io.tidemark.rocksdb.engine;

import java.nio.ByteBuffer;

/**
 * Writes one sorted file, whose keys must come in strictly ascending order of their unsigned bytes.
 * Belongs to one thread. What cannot be written is a {@link io.tidemark.spi.StateBackendException};
 * then the file is only to be closed and deleted.
 */
public interface SortedFileWriter extends AutoCloseable {

  /** Puts {@code length} bytes of {@code source} from {@code offset}. */
  void put(byte[] key, byte[] source, int offset, int length);

  /** Puts what remains in two direct buffers. */
  void put(ByteBuffer directKey, ByteBuffer directValue);

  /** Appends {@code length} bytes of {@code source} to whatever older files have under the key. */
  void append(byte[] key, byte[] source, int offset, int length);

  void delete(byte[] key);

  /** How many entries were written. */
  long entries();

  /** How many of the entries are deletions. */
  long deletes();

  /** The bytes of the keys and values that were written. */
  long bytes();

  /**
   * Completes the file, of which at least one entry must have been written. It need not be on the
   * disk yet.
   */
  void finish();

  /** The length of the completed file. */
  long fileBytes();

  /** The CRC-32C of the completed file. */
  int checksum();

  /** Lets go of the file, finished or not. */
  @Override
  void close();
}
