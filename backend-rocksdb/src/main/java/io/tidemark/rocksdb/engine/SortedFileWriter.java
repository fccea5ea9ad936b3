package io.tidemark.rocksdb.engine;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * Writes one sorted file, whose keys must come in strictly ascending order of their unsigned bytes.
 * Belongs to one thread.
 */
public final class SortedFileWriter implements AutoCloseable {

  /** After how many bytes of entries the file is read on; RocksDB lets go of it at 1 MiB. */
  private static final int FOLLOW_BYTES = 256 << 10;

  private final Path file;
  private final SstFileWriter writer;
  private final FollowedFile followed;
  private ByteBuffer key = ByteBuffer.allocateDirect(1 << 10);
  private ByteBuffer value = ByteBuffer.allocateDirect(1 << 13);
  private long entries;
  private long deletes;
  private long bytes;
  private long followedAt;

  /**
   * Begins a file.
   *
   * @param shrinks whether LZ4 may make the entries smaller
   */
  public SortedFileWriter(Engine engine, Path file, boolean shrinks) {
    this.file = file;
    writer = new SstFileWriter(engine.envOptions, engine.fileOptions(shrinks));
    boolean open = false;
    try {
      writer.open(file.toString());
      followed = new FollowedFile(file);
      open = true;
    } catch (RocksDBException e) {
      throw failure(e);
    } finally {
      if (!open) {
        writer.close();
      }
    }
  }

  /** Puts {@code length} bytes of {@code source} from {@code offset}. */
  public void put(byte[] newKey, byte[] source, int offset, int length) {
    key = filled(key, newKey, 0, newKey.length);
    value = filled(value, source, offset, length);
    put(key, value);
  }

  /** Puts what remains in two direct buffers. */
  public void put(ByteBuffer directKey, ByteBuffer directValue) {
    int length = directKey.remaining() + directValue.remaining();
    try {
      writer.put(directKey, directValue);
    } catch (RocksDBException e) {
      throw failure(e);
    }
    wrote(length);
  }

  /** Appends {@code length} bytes of {@code source} to whatever older files have under the key. */
  public void append(byte[] newKey, byte[] source, int offset, int length) {
    try {
      writer.merge(newKey, Arrays.copyOfRange(source, offset, offset + length));
    } catch (RocksDBException e) {
      throw failure(e);
    }
    wrote(newKey.length + length);
  }

  public void delete(byte[] newKey) {
    try {
      writer.delete(newKey);
    } catch (RocksDBException e) {
      throw failure(e);
    }
    deletes++;
    wrote(newKey.length);
  }

  /** How many entries were written. */
  public long entries() {
    return entries;
  }

  /** How many of the entries are deletions. */
  public long deletes() {
    return deletes;
  }

  /** The bytes of the keys and values that were written. */
  public long bytes() {
    return bytes;
  }

  /** Completes the file, of which at least one entry must have been written. */
  public void finish() {
    try {
      writer.finish();
    } catch (RocksDBException e) {
      throw failure(e);
    }
    followed.follow();
  }

  /** The length of the completed file. */
  public long fileBytes() {
    return followed.length();
  }

  /** The CRC-32C of the completed file. */
  public int checksum() {
    return followed.checksum();
  }

  /** Lets go of the file, finished or not. */
  @Override
  public void close() {
    try (writer) {
      followed.close();
    }
  }

  private void wrote(int length) {
    entries++;
    bytes += length;
    if (bytes - followedAt >= FOLLOW_BYTES) {
      followedAt = bytes;
      followed.follow();
    }
  }

  private static ByteBuffer filled(ByteBuffer buffer, byte[] source, int offset, int length) {
    ByteBuffer target =
        buffer.capacity() >= length ? buffer.clear() : ByteBuffer.allocateDirect(2 * length);
    return target.put(source, offset, length).flip();
  }

  private RuntimeException failure(RocksDBException e) {
    return NativeFailure.of("Writing the sorted file " + file, e);
  }
}
