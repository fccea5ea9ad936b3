package io.tidemark.rocksdb.engine;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** Has RocksDB write a sorted file, of whatever form its options ask for, and syncs it. */
public final class NativeFileWriter implements SortedFileWriter {

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
  public NativeFileWriter(Engine engine, Path file, boolean shrinks) {
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

  @Override
  public void put(byte[] newKey, byte[] source, int offset, int length) {
    key = filled(key, newKey, 0, newKey.length);
    value = filled(value, source, offset, length);
    put(key, value);
  }

  @Override
  public void put(ByteBuffer directKey, ByteBuffer directValue) {
    int length = directKey.remaining() + directValue.remaining();
    try {
      writer.put(directKey, directValue);
    } catch (RocksDBException e) {
      throw failure(e);
    }
    wrote(length);
  }

  @Override
  public void append(byte[] newKey, byte[] source, int offset, int length) {
    try {
      writer.merge(newKey, Arrays.copyOfRange(source, offset, offset + length));
    } catch (RocksDBException e) {
      throw failure(e);
    }
    wrote(newKey.length + length);
  }

  @Override
  public void delete(byte[] newKey) {
    try {
      writer.delete(newKey);
    } catch (RocksDBException e) {
      throw failure(e);
    }
    deletes++;
    wrote(newKey.length);
  }

  @Override
  public long entries() {
    return entries;
  }

  @Override
  public long deletes() {
    return deletes;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void finish() {
    try {
      writer.finish();
    } catch (RocksDBException e) {
      throw failure(e);
    }
    followed.follow();
  }

  @Override
  public long fileBytes() {
    return followed.length();
  }

  @Override
  public int checksum() {
    return followed.checksum();
  }

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
